"""What a case says of a changed tree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.fixes.case import Case, read_case

HEAD = """# x
expect: fix
changes: app.js env.js
has: app.js: /origin: \\[[^\\]]*5173/
either: app.js|env.js: trim()
lacks: app.js: '*'
"""
BEFORE = {"app.js": "origin: [3000]", "env.js": "", "readme": "r"}
RIGHT = {**BEFORE, "app.js": "origin: [3000, 5173]", "env.js": "x.trim()"}


@pytest.fixture
def case(write_case: Callable[..., Path]) -> Case:
    return read_case(write_case(HEAD))


def test_a_right_change_passes(case: Case) -> None:
    assert case.wrong(BEFORE, RIGHT) == ""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"readme": "other"}, "it changes readme"),
        ({"new.js": "x"}, "it changes new.js"),
        ({"app.js": "origin: [3000]"}, "app.js lacks"),
        ({"env.js": "x"}, "neither of app.js|env.js"),
        ({"app.js": "origin: [5173], '*'"}, "app.js has '*'"),
    ],
)
def test_a_wrong_change_is_named(case: Case, changed: dict[str, str], said: str) -> None:
    assert said in case.wrong(BEFORE, {**RIGHT, **changed})


def test_a_removed_file_is_a_change(case: Case) -> None:
    after = {name: text for name, text in RIGHT.items() if name != "readme"}
    assert "it changes readme" in case.wrong(BEFORE, after)
