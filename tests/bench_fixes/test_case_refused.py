"""A case file that does not say what it has to is refused, with its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.fixes.case import CaseError, read_case


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("# x\nexpect: fix\nhave: app.js: 5173\n", "have: app.js"),
        ("# x\nexpect: fix\nsomething\n", "something"),
        ("no title\nexpect: leave\n", "title"),
        ("# x\nexpect: perhaps\n", "expect: fix"),
        ("# x\n", "expect: fix"),
        ("# x\nexpect: fix\n", "judged by"),
        ("# x\nexpect: fix\nhas: 5173\n", "FILE: TEXT"),
        ("# x\nexpect: fix\nask: GET / -> 200\n", "belong together"),
        ("# x\nexpect: fix\nhas: app.js: 1\nstart: node app.js\n", "belong together"),
    ],
)
def test_a_wrong_head_is_refused(write_case: Callable[..., Path], head: str, said: str) -> None:
    path = write_case(head)
    with pytest.raises(CaseError) as raised:
        read_case(path)
    assert said in str(raised.value)
    assert str(path) in str(raised.value)


def test_a_case_without_a_report_is_refused(write_case: Callable[..., Path]) -> None:
    path = write_case(body="-- file app.js --\nlisten(3000)\n")
    with pytest.raises(CaseError, match="a report"):
        read_case(path)
