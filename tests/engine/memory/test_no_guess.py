"""Where a lesson leaves a choice, or would lose something, nothing is proposed."""

import pytest


@pytest.fixture
def lesson(learn, shop, shop_mended):
    return learn(shop, shop_mended)


def test_a_template_that_stands_twice_is_not_used(lesson, remember, make_flask):
    once = 'A = dict(origins=["https://a.example"])\nCORS(app, **A)\n'

    assert len(remember(make_flask(once), lesson)) == 1
    assert remember(make_flask(once + 'B = dict(origins=["https://b.example"])\n'), lesson) == []


def test_code_of_another_form_is_left_alone(lesson, remember, make_flask):
    assert remember(make_flask('A = dict(origins="https://a.example")\nCORS(app, **A)\n'), lesson) == []


def test_a_file_that_the_problem_is_not_about_is_left_alone(lesson, remember, make_flask):
    there = make_flask("CORS(app, **A)\n")
    there.files["elsewhere.py"] = 'A = dict(origins=["https://a.example"])\n'

    assert remember(there, lesson) == []


def test_a_problem_of_another_shape_gets_nothing(lesson, remember, make_flask):
    there = make_flask('A = dict(origins=["https://a.example"])\nCORS(app, **A)\n')
    other = there.report.replace("No 'Access-Control-Allow-Origin' header is present on the requested resource.",
        "The 'Access-Control-Allow-Origin' header has a value 'https://a.example' that is not equal to the supplied origin.")  # fmt: skip

    assert remember(there, lesson)
    assert remember(type(there)(there.files, other), lesson) == []


def test_no_comment_comes_to_stand_behind_something_else(learn, remember, make_typescript):
    says = "(1,7): error TS2339: Property 'a' does not exist on type 'B'."
    before, after = "const x = one.a\nrun(x)\n", "const x = one.a\nrest()\nrun(x)\n"
    lesson = learn(make_typescript("src/a.ts", before, says), {"src/a.ts": after})

    assert lesson is not None
    assert len(remember(make_typescript("src/b.ts", before, says), lesson)) == 1
    noted = before.replace("one.a", "one.a // as the importer wants it")
    assert remember(make_typescript("src/b.ts", noted, says), lesson) == []


def test_no_lessons_no_candidates(remember, shop):
    assert remember(shop) == []
