"""What Python's messages mean where their words look like another tool's."""

from __future__ import annotations

import pytest

FRAME = 'Traceback (most recent call last):\n  File "/srv/shop/app.py", line 3, in run\n    x\n'


@pytest.mark.parametrize(
    ("said", "code", "value"),
    [
        ("NameError: name 'LONGEST_WAIT' is not defined", "build.name_undefined", "LONGEST_WAIT"),
        (
            "Exception: Install 'email_validator' for email validation support.",
            "build.dependency_missing",
            "email_validator",
        ),
        (
            "ValueError: the greenlet library is required to use this function. No module named 'greenlet'",
            "build.dependency_missing",
            "greenlet",
        ),
    ],
)
def test_it_is_read_as_what_it_is(rows, said, code, value):
    assert [(row[1], row[5]) for row in rows(FRAME + said + "\n")] == [(code, value)]


@pytest.mark.parametrize("said", ["API_BASE_URL is not defined", "Error: API_BASE_URL is not set"])
def test_a_variable_that_is_not_set_stays_one(rows, said):
    assert [(row[1], row[5]) for row in rows(said + "\n")] == [("build.env_missing", "API_BASE_URL")]


@pytest.mark.parametrize("prefix", ["", "Error: ", "Warning: "])
def test_a_runner_may_put_a_word_before_a_linter_s_line(rows, prefix):
    found = rows(f"{prefix}report/views.py:1:8: F401 `os` imported but unused\n")
    assert [(row[1], row[2], row[3], row[5]) for row in found] == [("build.lint", "report/views.py", 1, "F401")]


def test_a_line_of_code_with_one_word_is_no_exception(rows):
    report = '  File "/srv/shop/routes.py", line 20\n    RoomKind\n    ^\nSyntaxError: invalid syntax\n'
    assert [(row[1], row[2], row[3]) for row in rows(report)] == [("build.syntax", "/srv/shop/routes.py", 20)]


def test_an_exception_without_a_message_stays_one(rows):
    report = FRAME + "MemoryError\n"
    assert [row[1] for row in rows(report)] == ["build.disk"]
