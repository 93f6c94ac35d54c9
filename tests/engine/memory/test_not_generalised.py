"""What teaches nothing: changes that are large, that are of something else than code, or that hold what is private."""

import pytest

SAYS = "(1,7): error TS2339: Property 'a' does not exist on type 'B'."
# No scanner is to take it for a real one.
KEY = "AKIA" + "QYLPMN5HHHFPZAM2"


def change(make_typescript, learn, new, name="src/a.ts", **options):
    before = "const x = one.a;\nrun(x);\n"
    return learn(make_typescript(name, before, SAYS), {name: before.replace("one.a", new)}, **options)


def test_a_plain_change_is(make_typescript, learn):
    assert change(make_typescript, learn, "one.b(2, 'soft')") is not None


@pytest.mark.parametrize("name", ["src/a.test.ts", "tests/a.ts", ".github/a.ts", "src/a.d.ts", "vitest.config.ts"])
def test_tests_and_what_steers_are_not(make_typescript, learn, name):
    assert change(make_typescript, learn, "one.b(2, 'soft')", name) is None


@pytest.mark.parametrize("name", ["package.json", "tsconfig.json", ".env", "package-lock.json", "ci.yml"])
def test_manifests_and_data_are_not(make_typescript, learn, name):
    here = make_typescript("src/a.ts", "const x = one.a;\n", SAYS)
    here.files.setdefault(name, "{}\n")

    assert learn(here, {name: here.files[name] + "\n\n"}) is None
    assert learn(here, {"src/a.ts": "const x = one.b;\n", name: here.files[name] + "\n\n"}) is None


def test_new_files_are_not(make_typescript, learn):
    assert learn(make_typescript("src/a.ts", "const x = one.a;\n", SAYS), {"src/b.ts": "export {};\n"}) is None


def test_large_changes_are_not(make_typescript, learn):
    assert change(make_typescript, learn, "one.b;\n" + "run(x);\n" * 60) is None


@pytest.mark.parametrize(
    "private",
    [
        "https://billing.acme.example/v2",
        "jo.doe@acme.example",
        "10.20.30.40",
        "db.acme.internal",
        "/home/jo/invoices",
        "0049301234567",
        KEY,
        "Dear customer, your order is late",
        "x" + "-y" * 40,
    ],
)
def test_private_text_is_not(make_typescript, learn, private):
    assert change(make_typescript, learn, f"one.b('{private}')") is None


@pytest.mark.parametrize("told", ["one.b('hunter-of-owls')", "one.b('so hunter-of!')", "hunterX.b()"])
def test_a_part_of_the_projects_own_secrets_is_not(make_typescript, learn, told):
    assert change(make_typescript, learn, told) is not None
    assert change(make_typescript, learn, told, secrets=["hunter-of-owls"]) is None


def test_a_few_letters_in_common_with_a_secret_are_chance(make_typescript, learn):
    assert change(make_typescript, learn, "one.b('owls')", secrets=["hunter-of-owls"]) is not None


def test_what_the_redactor_knows_is_not(make_typescript, learn):
    def redact(text: str) -> str:
        return text.replace("Jo Doe", "[name 1]")

    assert change(make_typescript, learn, "one.b('Jo Doe')") is not None
    assert change(make_typescript, learn, "one.b('Jo Doe')", redact=redact) is None


def test_prose_in_markup_is_not(make_typescript, learn):
    assert change(make_typescript, learn, "<p>Dear customer your order of today is late</p>", "src/a.tsx") is None


def test_a_comment_of_the_change_stays_where_it_is(make_typescript, learn):
    lesson = change(make_typescript, learn, "one.b(2, 'soft'); // as Jo Doe of Acme asked")

    assert lesson is not None
    assert "Acme" not in repr(lesson)


def test_what_stands_around_the_change_does_not_cross(make_flask, learn):
    here = make_flask(
        'OPTIONS = dict(origins=["https://billing.acme.example", "https://two.acme.example"])\nCORS(app, **OPTIONS)\n'
    )
    after = here.files["app.py"].replace('two.acme.example"', 'two.acme.example", "http://localhost:5173"')

    lesson = learn(here, {"app.py": after})

    assert lesson is not None
    assert not any(word in repr(lesson) for word in ("acme", "5173", "app.py", "/api/items"))


def test_a_place_that_cannot_be_told_from_others_is_not(make_typescript, learn):
    before = "one.a;\n" * 30
    lines = before.splitlines(keepends=True)
    after = "".join([*lines[:15], "one.b;\n", *lines[16:]])

    assert learn(make_typescript("src/a.ts", before, SAYS), {"src/a.ts": after}) is None
