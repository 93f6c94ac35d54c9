"""A test whose import leads nowhere may name the module's real place; nothing else of a test may change."""

import pytest

from autofix.engine.gates import Policy, Proposal, pass_gates
from autofix.engine.patch import make_patch
from autofix.sdk import Action, Candidate, Change, Edit

TEST = """from app.mail.send import deliver
from tests.support.data import sample

def test_one():
    assert deliver(sample) == 1  # noqa
"""
FILES = {
    "app/__init__.py": b"",
    "app/post/__init__.py": b"",
    "app/post/send.py": b"def deliver(x):\n    return 1\n",
    "app/post/fake.py": b"def deliver(x):\n    return 1\n",
    "other/send.py": b"def other(x):\n    return 1\n",
    "app/good.py": b"def deliver(x):\n    return 1\n",
    "tests/support/data.py": b"sample = 1\n",
    "tests/fakes/data.py": b"sample = 2\n",
    "tests/test_mail.py": TEST.encode(),
}


def refused(workspace, *pairs):
    edits = []
    for old, new in pairs:
        start = TEST.index(old)
        edits.append(Edit(start, start + len(old), new))
    opened = workspace(FILES)
    candidate = Candidate("recipe:test", "test", (Change("tests/test_mail.py", Action.MODIFY, "x", tuple(edits)),))
    results = pass_gates(Proposal(opened, candidate, make_patch(opened, candidate), Policy(), None))
    return {result.name for result in results if not result.passed}


def test_a_module_that_moved_may_be_named_where_it_is(workspace):
    assert refused(workspace, ("app.mail.send", "app.post.send")) == set()


@pytest.mark.parametrize(
    "pairs",
    [
        # Another module of the same repository, a name it lacks, an import that works, anything else besides.
        [("app.mail.send", "app.post.fake")],
        [("app.mail.send", "other.send")],
        [("tests.support.data", "tests.fakes.data")],
        [("app.mail.send", "app.post.send"), ("== 1", ">= 0")],
        [("app.mail.send", "app.post.send"), ("# noqa", "# pragma: no cover")],
        [("app.mail.send import deliver", "app.post.send import deliver as other")],
        [("app.mail.send", "unittest.mock.send")],
    ],
)
def test_nothing_else_of_it_may_change(workspace, pairs):
    assert "tests" in refused(workspace, *pairs)


@pytest.mark.parametrize(
    ("imported", "requirements"), [("mailer.send", "mailer\n"), ("unittest.send", "")], ids=["declared", "of Python"]
)
def test_what_may_be_installed_is_not_led_elsewhere(workspace, imported, requirements):
    test = f"from {imported} import deliver\n\ndef test_one():\n    assert deliver(1) == 1\n"
    opened = workspace({**FILES, "tests/test_mail.py": test.encode(), "requirements.txt": requirements.encode()})
    edit = Edit(test.index(imported), test.index(imported) + len(imported), "app.post.send")
    candidate = Candidate("recipe:test", "test", (Change("tests/test_mail.py", Action.MODIFY, "x", (edit,)),))

    results = pass_gates(Proposal(opened, candidate, make_patch(opened, candidate), Policy(), None))
    assert "tests" in {result.name for result in results if not result.passed}


def test_a_test_may_be_laid_out_another_way(workspace):
    assert refused(workspace, ("\ndef test_one", "\n\ndef test_one"), ("== 1  # noqa", "==  1  # noqa")) == set()


def test_a_layout_that_means_something_else_is_refused(workspace):
    assert "tests" in refused(workspace, ("    assert", "    # assert"), ("# noqa", "# noqa\n    pass"))
