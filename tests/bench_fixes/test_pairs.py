"""Pairs of cases with the same report count as told apart when both are answered right."""

from __future__ import annotations

from bench.fixes.case import Case
from bench.fixes.pairs import same_report, told_apart


def case(name: str, report: str, twin: str = "") -> Case:
    return Case(name, "", "build_error", True, report, {}, twin=twin)


CASES = (
    case("absent", "src/App.tsx:3  not found\n", twin="misspelt"),
    case("misspelt", "src/App.tsx:14 not found", twin="absent"),
    case("other", "src/App.tsx:3 not exported", twin="absent"),
)


def test_numbers_and_white_space_make_no_other_report_and_a_pair_counts_once() -> None:
    assert [(one.name, other.name) for one, other in same_report(CASES)] == [("absent", "misspelt")]


def test_one_side_alone_is_not_told_apart() -> None:
    assert "1 of 1" in told_apart(CASES, {"absent", "misspelt"})
    assert "0 of 1" in told_apart(CASES, {"absent", "other"})
