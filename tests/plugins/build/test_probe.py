"""The command that is run to see the failure again, and how a run of it is judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import CommandProbe, CommandRun, Seen
from plugins.build.locate import spots
from plugins.build.probe import command_probe

TSC = "src/a.ts(1,7): error TS2304: Cannot find name 'q'.\n"
LINT = "\n/app/src/a.ts\n  1:7  error  'q' is not defined  no-undef\n\n✖ 1 problem (1 error, 0 warnings)\n"


def probe_of(folder: Path, scripts: dict[str, str], report: str) -> CommandProbe | None:
    (folder / "src").mkdir()
    (folder / "src/a.ts").write_text("f(q);\n")
    (folder / "package.json").write_text(json.dumps({"name": "shop", "scripts": scripts}))
    problem, workspace = read_report(report), Snapshot(FolderSource(folder))
    return command_probe(problem, workspace, spots(workspace, problem, "build"))


@pytest.mark.parametrize(
    ("scripts", "report", "command"),
    [
        ({"build": "tsc -b && vite build"}, TSC, "npm run build"),
        ({"build": "vite build", "typecheck": "tsc"}, TSC, "npm run typecheck"),
        ({"build": "vite build"}, TSC, "tsc --noEmit"),
        ({"build": "vite build", "lint": "eslint ."}, LINT, "npm run lint"),
        ({"build": "vite build"}, "eslint\n" + LINT, "npm run build"),
        ({"build": "x", "check": "y"}, "> shop@1.0.0 check\n> y\n\n" + TSC, "npm run check"),
        ({"build": "x", "check": "y"}, "> shop@1.0.0 check /home/me/shop\n> y\n\n" + TSC, "npm run check"),
        ({"build": "x", "types": "tsc -p ."}, "$ tsc -p .\n" + TSC, "npm run types"),
        ({"build": "tsc && x", "dev": "vite"}, "> shop@1.0.0 dev\n> vite\n\n" + TSC, "npm run build"),
        ({"build": "tsc && x", "start": "nodemon a"}, "> shop@1.0.0 start\n> nodemon a\n\n" + TSC, "npm run build"),
    ],
)
def test_the_command_that_ran_is_run_again_unless_it_never_ends(tmp_path, scripts, report, command):
    probe = probe_of(tmp_path, scripts, report)
    assert probe is not None
    assert probe.command == command


def test_a_run_that_says_the_same_shows_the_failure(tmp_path):
    probe = probe_of(tmp_path, {"build": "tsc"}, TSC)
    assert probe is not None
    assert probe.judge(CommandRun(2, TSC, read_report(TSC).findings)).seen is Seen.REPORTED


def test_a_run_that_fails_with_something_else_does_not(tmp_path):
    probe = probe_of(tmp_path, {"build": "tsc"}, TSC)
    other = TSC.replace("'q'", "'z'")
    assert probe is not None
    assert probe.judge(CommandRun(2, other, read_report(other).findings)).seen is Seen.OTHER
    assert probe.judge(CommandRun(1, "Killed\n")).seen is Seen.OTHER
