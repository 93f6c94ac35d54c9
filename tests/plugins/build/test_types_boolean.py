"""Conditions that are handed on as yes or no."""

from __future__ import annotations

import pytest

TSC = "src/App.tsx(2,{0}): error TS2322: Type '{1}' is not assignable to type 'boolean | undefined'.\n"


@pytest.mark.parametrize(
    ("made", "right"),
    [("const can = user && user.role;", "const can = !!(user && user.role);"), ("", "")],
)
def test_the_condition_is_made_one(fix, made, right):
    given = "can" if made else "user && user.role"
    text = f"{made}\nexport default () => <List canEdit={{{given}}} />;\n"
    got = fix({"src/App.tsx": text}, TSC.format(28, 'boolean | "" | undefined'))
    expected = text.replace(made, right) if made else text.replace(given, f"!!({given})")
    assert got.files == {"src/App.tsx": expected}


@pytest.mark.parametrize(
    ("made", "given"),
    [("let can = user && user.role;", "boolean | null"), ("const can = user && user.role;", "User | boolean")],
)
def test_what_changes_or_is_more_than_nothing_is_left_alone(fix, made, given):
    text = f"{made}\nexport default () => <List canEdit={{can}} />;\n"
    assert fix({"src/App.tsx": text}, TSC.format(28, given)).files == {}
