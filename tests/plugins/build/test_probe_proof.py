"""Fixes proven for real: the command that failed is run in the sandbox, without and with the change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.plugins import load_plugins
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Repair, Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Result
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Action, Candidate, Change, Edit, Plugin, Risk, hookimpl

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_node, pytest.mark.needs_npm, pytest.mark.needs_registry]

VITE = {
    "package.json": json.dumps(
        {"name": "shop", "scripts": {"build": "vite build"}, "devDependencies": {"vite": "5.4.11"}}, indent=2
    ),
    "index.html": '<!doctype html>\n<script type="module" src="/src/main.js"></script>\n',
    "src/main.js": "import { total } from './lib/Sums';\n\ndocument.title = total([1, 2]);\n",
    "src/lib/sums.js": "export const total = (list) => list.reduce((a, b) => a + b, 0);\n",
}
VITE_REPORT = (
    "> shop@ build\n> vite build\n\nvite v5.4.11 building for production...\nerror during build:\n"
    'Could not resolve "./lib/Sums" from "src/main.js"\nfile: /app/src/main.js\n'
)
TSC = {
    "package.json": json.dumps(
        {"name": "shop", "scripts": {"typecheck": "tsc --noEmit"}, "devDependencies": {"typescript": "5.6.3"}}, indent=2
    ),
    "tsconfig.json": '{"compilerOptions": {"strict": true, "noUnusedLocals": true}, "include": ["src"]}\n',
    "src/main.ts": "import { other, total } from './sums';\n\nexport const sum: number = total([1, 2]);\n",
    "src/sums.ts": "export const total = (list: number[]) => list.length;\nexport const other = 1;\n",
}
TSC_REPORT = "src/main.ts(1,10): error TS6133: 'other' is declared but its value is never read.\n"


class Sabotage:
    """Proposes, first, a change that makes the reported error go away and breaks the file."""

    @hookimpl(tryfirst=True)
    def describe(self) -> Plugin:
        return Plugin("aaa", "1", ("build_error",))

    @hookimpl
    def generate(self, workspace: Snapshot) -> list[Candidate]:
        start = workspace.read("src/main.js").index("Sums")
        edit = Edit(start, start + 4, "sums';\nconst = '1")
        change = Change("src/main.js", Action.MODIFY, "import it elsewhere", (edit,))
        return [Candidate("recipe:sabotage", "import it elsewhere", (change,), Risk.MERGE_FREELY)]


def repair(folder: Path, files: Mapping[str, str], report: str, bench: Bench, *extra: object) -> Repair:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    plugins = load_plugins(("plugins.build",), extra=extra)
    return Repairer(plugins, bench).repair(read_report(report), Snapshot(FolderSource(folder)))


def test_a_build_of_vite_is_verified(tmp_path, bench):
    got = repair(tmp_path, VITE, VITE_REPORT, bench)
    assert got.result is Result.VERIFIED, got.reason


def test_a_check_of_types_is_verified(tmp_path, bench):
    got = repair(tmp_path, TSC, TSC_REPORT, bench)
    assert got.result is Result.VERIFIED, got.reason


def test_a_sabotaged_fix_is_not_verified(tmp_path, bench):
    got = repair(tmp_path, VITE, VITE_REPORT, bench, Sabotage())
    sabotaged = next(attempt for attempt in got.attempts if attempt.candidate.strategy == "recipe:sabotage")
    assert sabotaged.proof is not None
    assert sabotaged.proof.status.value != "verified"
    assert got.chosen is not sabotaged


PYTHON = {
    "requirements.txt": "pyyaml==6.0.2\npytest==8.3.4\n",
    "report/__init__.py": "from report.prices import totals\n",
    "report/prices.py": "import yaml\n\n\ndef total(text):\n    return sum(yaml.safe_load(text))\n",
    "tests/test_prices.py": "from report.prices import total\n\n\ndef test_total():\n    assert total('[1, 2]') == 3\n",
}
PYTEST_REPORT = (
    "============ test session starts ============\n________ ERROR collecting tests/test_prices.py ________\n"
    "tests/test_prices.py:1: in <module>\n    from report.prices import total\nreport/__init__.py:1: in <module>\n"
    "    from report.prices import totals\n"
    "E   ImportError: cannot import name 'totals' from 'report.prices' (/app/report/prices.py)\n"
)


def test_a_failing_collection_of_tests_is_proven_by_collecting_them(tmp_path: Path, bench: Bench) -> None:
    proven = repair(tmp_path, PYTHON, PYTEST_REPORT, bench)

    assert proven.result is Result.VERIFIED, proven.reason


def test_a_module_that_is_emptied_is_not_verified_by_it(tmp_path: Path, bench: Bench) -> None:
    proven = repair(tmp_path, PYTHON, PYTEST_REPORT, bench, Emptied())

    assert proven.attempts[0].candidate.strategy == "recipe:emptied"
    assert proven.attempts[0].proof.status.value != "verified"


class Emptied:
    """Proposes, first, to take out all that the package does when it is imported."""

    @hookimpl(tryfirst=True)
    def describe(self) -> Plugin:
        return Plugin("aaa", "1", ("build_error",))

    @hookimpl
    def generate(self, workspace: Snapshot) -> list[Candidate]:
        edit = Edit(0, len(workspace.read("report/__init__.py")), "")
        change = Change("report/__init__.py", Action.MODIFY, "nothing", (edit,))
        return [Candidate("recipe:emptied", "nothing", (change,), Risk.MERGE_FREELY)]
