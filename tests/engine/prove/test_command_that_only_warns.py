"""A command that exits well and still prints what was reported has not passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.checkouts import Checkouts
from autofix.adapters.folder import FolderSource
from autofix.adapters.packages import PackageProvider
from autofix.adapters.sandbox import open_sandbox
from autofix.engine.plugins import load_plugins
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Repairer, Result
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


class Printer:
    """A build that prints a file and always exits well; the fix replaces its first word by ``word``."""

    def __init__(self, word: str) -> None:
        self.word = word

    @hookimpl
    def describe(self) -> Plugin:
        return Plugin("printer", "1", ("build_error",))

    @hookimpl
    def can_handle(self) -> int:
        return 99

    @hookimpl
    def analyze(self) -> Diagnosis:
        return Diagnosis("build_error", "the word is wrong", Verdict.CODE_FIX, (Location("said.txt", 1),), ())

    @hookimpl
    def generate(self) -> list[Candidate]:
        change = Change("said.txt", Action.MODIFY, "another word", (Edit(0, 7, self.word),))
        return [Candidate("recipe:word", "another word", (change,))]

    @hookimpl
    def validate(self) -> list[CommandProbe]:
        def judge(run):
            found = "warning" in run.log
            return Judgement(Seen.REPORTED if found else Seen.OTHER, "it warns" if found else "it says nothing of it")

        return [CommandProbe("cat", "pip", "", "cat said.txt", judge)]


def repair(folder: Path, word: str) -> Result:
    (folder / "said.txt").write_text("warning: of something\n")
    sandbox = open_sandbox()
    with Checkouts() as checkouts:
        bench = Bench(sandbox, PackageProvider(sandbox, folder / "packages"), checkouts)
        repairer = Repairer(load_plugins((), extra=(Printer(word),)), bench)
        return repairer.repair(read_report("warning: of something"), Snapshot(FolderSource(folder))).result


def test_the_warning_is_gone(tmp_path):
    assert repair(tmp_path, "remarks") is Result.VERIFIED


def test_the_warning_is_still_there(tmp_path):
    assert repair(tmp_path, "oh, warning") is Result.UNPROVEN


def test_another_error_of_a_command_that_always_exits_well_is_no_pass(tmp_path):
    said = "src/cart.ts(3,7): error TS2304: Cannot find name 'total'.\n#"

    assert repair(tmp_path, said) is Result.PLAUSIBLE
