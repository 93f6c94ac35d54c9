"""What real tools printed, kept in ``recorded`` (see its HOW.md), and what is read in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.engine.report import read_report
from autofix.sdk.problem import Finding

RECORDED = Path(__file__).parent / "recorded"
Row = tuple[object, ...]


def _row(finding: Finding) -> Row:
    return (
        finding.tool,
        finding.code,
        finding.file,
        finding.line,
        finding.column,
        finding.value,
        finding.hint,
        finding.source,
    )


@pytest.fixture
def rows() -> Callable[[str], list[Row]]:
    """Reads a text: (tool, code, file, line, column, value, hint, source) of each finding that is no frame."""
    return lambda text: [_row(finding) for finding in read_report(text).findings if finding.code != "frame"]


@pytest.fixture
def recorded(rows: Callable[[str], list[Row]]) -> Callable[[str], list[Row]]:
    """Reads a recording by its name."""
    return lambda name: rows((RECORDED / f"{name}.txt").read_text())


@pytest.fixture
def recordings() -> dict[str, str]:
    """Every recording by its name."""
    return {path.stem: path.read_text() for path in sorted(RECORDED.glob("*.txt"))}
