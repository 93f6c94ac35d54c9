"""Cases with the same report and another cause: only the repository tells them apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from bench.fixes.case import Case

_NUMBER = re.compile(r"\d+")


def same_report(cases: Iterable[Case]) -> list[tuple[Case, Case]]:
    """The pairs of a case and its twin whose reports are the same but for numbers and white space."""
    known = {case.name: case for case in cases}
    pairs = {tuple(sorted((case.name, case.twin))) for case in known.values() if case.twin in known}
    return [
        (known[one], known[other])
        for one, other in sorted(pairs)
        if _plain(known[one].report) == _plain(known[other].report)
    ]


def told_apart(cases: Iterable[Case], right: Collection[str]) -> str:
    """How many of these pairs were answered right on both sides; ``right`` are the names of such cases."""
    pairs = same_report(cases)
    apart = sum(one.name in right and other.name in right for one, other in pairs)
    return f"same report, another cause: {apart} of {len(pairs)} pairs told apart"


def _plain(report: str) -> str:
    return " ".join(_NUMBER.sub("0", report).split())
