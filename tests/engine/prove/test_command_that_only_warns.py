"""A command that exits well and still prints what was reported has not passed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.repair import Repair
from autofix.engine.trials import Result
from autofix.sdk import CommandProbe, CommandRun, Judgement, Seen

pytestmark = pytest.mark.needs_bwrap

SAID = "warning: of something\n"


def judge(run: CommandRun) -> Judgement:
    found = "warning" in run.log
    return Judgement(Seen.REPORTED if found else Seen.OTHER, "it warns" if found else "it says nothing of it")


@pytest.mark.parametrize(
    ("word", "result"),
    [
        pytest.param("remarks", Result.VERIFIED, id="the warning is gone"),
        pytest.param("oh, warning", Result.UNPROVEN, id="the warning is still there"),
        pytest.param(
            "src/cart.ts(3,7): error TS2304: Cannot find name 'total'.\n#", Result.PLAUSIBLE, id="another error instead"
        ),
    ],
)
def test_a_build_that_prints_a_file_and_always_exits_well(
    reworded: Callable[..., Repair], word: str, result: Result
) -> None:
    probe = CommandProbe("cat", "pip", "", "cat said.txt", judge)

    assert reworded({"said.txt": SAID}, 7, word, probe, SAID).result is result
