"""A command that the report does not name: that it passes without the change is no sign that nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.repair import Repair
from autofix.engine.trials import Result
from autofix.sdk import CommandProbe, CommandRun, Judgement, Seen

pytestmark = pytest.mark.needs_bwrap


def judge(run: CommandRun) -> Judgement:
    is_broken = "broken" in run.log
    return Judgement(Seen.REPORTED if is_broken else Seen.OTHER, "broken" if is_broken else "not broken")


@pytest.mark.parametrize(("is_guess", "result"), [(True, Result.PLAUSIBLE), (False, Result.NOT_CODE)])
def test_one_that_passes_at_once(reworded: Callable[..., Repair], is_guess: bool, result: Result) -> None:
    probe = CommandProbe("words", "pip", "", "true", judge, is_guess=is_guess)

    assert reworded({"said.py": "WORD='x'\n"}, 8, "WORD='y'", probe, "broken").result is result


def test_one_that_needs_a_secret_of_the_environment_is_given_one(reworded: Callable[..., Repair]) -> None:
    files = {
        "said.py": "WORD='x'\nimport os\n\nKEY = os.environ['SECRET_KEY']\nif WORD == 'x':\n    raise SystemExit('broken')\n",
        "requirements.txt": "",
        "app.py": "import os\nfrom flask import Flask\n\napp = Flask(os.environ['SECRET_KEY'])\n",
    }
    probe = CommandProbe("words", "pip", "", "python -c 'import said'", judge, is_guess=True)

    repair = reworded(files, 8, "WORD='y'", probe, "broken")

    assert repair.result is Result.VERIFIED, repair.reason
    assert repair.chosen is not None
    assert any("made-up value" in check.name for check in repair.chosen.proof.checks)
