"""A command that the report does not name: that it passes without the change is no sign that nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.checkouts import Checkouts
from autofix.adapters.folder import FolderSource
from autofix.adapters.packages import PackageProvider
from autofix.adapters.sandbox import open_sandbox
from autofix.engine.plugins import load_plugins
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Repair, Repairer, Result
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import (
    Action,
    Candidate,
    Change,
    CommandProbe,
    Diagnosis,
    Edit,
    Judgement,
    Location,
    Plugin,
    Seen,
    Verdict,
    hookimpl,
)

pytestmark = pytest.mark.needs_bwrap


class Words:
    """Replaces the first word of a file; the failure is that ``command`` prints ``broken``."""

    def __init__(self, command: str, *, is_guess: bool) -> None:
        self.command, self.is_guess = command, is_guess

    @hookimpl
    def describe(self) -> Plugin:
        return Plugin("words", "1", ("build_error",))

    @hookimpl
    def can_handle(self) -> int:
        return 99

    @hookimpl
    def analyze(self) -> Diagnosis:
        return Diagnosis("build_error", "the word is wrong", Verdict.CODE_FIX, (Location("said.py", 1),), ())

    @hookimpl
    def generate(self) -> list[Candidate]:
        change = Change("said.py", Action.MODIFY, "another word", (Edit(0, 8, "WORD='y'"),))
        return [Candidate("recipe:word", "another word", (change,))]

    @hookimpl
    def validate(self) -> list[CommandProbe]:
        def judge(run: object) -> Judgement:
            is_broken = "broken" in getattr(run, "log", "")
            return Judgement(Seen.REPORTED if is_broken else Seen.OTHER, "broken" if is_broken else "not broken")

        return [CommandProbe("words", "pip", "", self.command, judge, is_guess=self.is_guess)]


def repair(folder: Path, command: str, said: str, *, is_guess: bool) -> Repair:
    (folder / "said.py").write_text(said)
    sandbox = open_sandbox()
    with Checkouts() as checkouts:
        bench = Bench(sandbox, PackageProvider(sandbox, folder / "packages"), checkouts)
        repairer = Repairer(load_plugins((), extra=(Words(command, is_guess=is_guess),)), bench)
        return repairer.repair(read_report("broken"), Snapshot(FolderSource(folder)))


@pytest.mark.parametrize(("is_guess", "result"), [(True, Result.PLAUSIBLE), (False, Result.NOT_CODE)])
def test_one_that_passes_at_once(tmp_path: Path, is_guess: bool, result: Result) -> None:
    assert repair(tmp_path, "true", "WORD='x'\n", is_guess=is_guess).result is result


def test_one_that_needs_a_secret_of_the_environment_is_given_one(tmp_path: Path) -> None:
    said = (
        "WORD='x'\nimport os\n\nKEY = os.environ['SECRET_KEY']\nif WORD == 'x':\n    raise SystemExit('broken')\n"
        "import flask\n"
    )
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "app.py").write_text("import os\nfrom flask import Flask\n\napp = Flask(os.environ['SECRET_KEY'])\n")

    proof = repair(tmp_path, "python -c 'import said'", said.replace("import flask\n", ""), is_guess=True)

    assert proof.result is Result.VERIFIED, proof.reason
    assert proof.chosen is not None
    assert any("made-up value" in check.name for check in proof.chosen.proof.checks)
