"""Every folder of tests/cases/cors: what is diagnosed, what is proposed, and that a repaired tree is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.sdk import Verdict
from autofix.sdk.testing import Answer, Case, check_case, lay_out, load_cases

CASES = load_cases(Path(__file__).parents[2] / "cases" / "cors")
Ask = Callable[[Path, str], Answer]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, ask: Ask, tmp_path: Path) -> None:
    folder = lay_out(case, tmp_path)
    check_case(case, ask(folder, case.report))


@pytest.mark.parametrize("case", [case for case in CASES if case.after is not None], ids=lambda case: case.name)
def test_a_repaired_tree_is_left_alone(case: Case, ask: Ask, tmp_path: Path) -> None:
    folder = lay_out(case, tmp_path)
    for path, data in (case.after or {}).items():
        (folder / path).write_bytes(data)
    again = ask(folder, case.report)
    assert again.candidate is None
    assert again.diagnosis is not None
    assert again.diagnosis.verdict is not Verdict.CODE_FIX
    # No cause at all: once the check lets the origin in, a reported status 500 has to come from elsewhere.
    assert again.diagnosis.fact("cause") in ("allowed", "not_installed", None)
