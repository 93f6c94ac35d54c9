"""An install that failed is proven by installing, and by a command that passes with what is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

CACHE = Path(__file__).parents[3] / ".cache" / "packages"
PIP = """\
ERROR: Cannot install Flask==2.3.3 and Werkzeug==2.0.3 because these package versions have conflicting dependencies.

The conflict is caused by:
    The user requested Werkzeug==2.0.3
    flask 2.3.3 depends on Werkzeug>=2.3.7

ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/
"""
NPM = "npm error code ETARGET\nnpm error notarget No matching version found for express@^4.99.0.\n"
APP = "from flask import Flask\n\napp = Flask(__name__)\n"


@pytest.fixture
def repair(tmp_path: Path) -> Iterator[Callable[[dict[str, str], str], Repair]]:
    sandbox = open_sandbox()
    with Checkouts() as checkouts:
        bench = Bench(sandbox, PackageProvider(sandbox, CACHE), checkouts)

        def run(files: dict[str, str], report: str) -> Repair:
            for name, text in files.items():
                (tmp_path / name).write_text(text)
            workspace = Snapshot(FolderSource(tmp_path))
            return Repairer(load_plugins(("plugins.build",)), bench).repair(read_report(report), workspace)

        yield run


def python(pins: str, test: str) -> dict[str, str]:
    return {"requirements.txt": f"{pins}pytest==8.3.4\n", "app.py": APP, "test_app.py": test}


@pytest.mark.parametrize(
    ("test", "result"),
    [
        pytest.param("from app import app\n\n\ndef test_it():\n    assert app\n", Result.VERIFIED, id="its tests pass"),
        pytest.param("def test_it():\n    assert False\n", Result.PLAUSIBLE, id="its tests fail"),
    ],
)
def test_pins_that_conflict(repair, test, result):
    answer = repair(python("Flask==2.3.3\nWerkzeug==2.0.3\n", test), PIP)

    assert answer.result is result, answer.reason
    assert answer.chosen.patch.contents()["requirements.txt"].startswith(b"Flask==2.3.3\nWerkzeug==2.3.7\n")


def test_pins_that_fit_by_now_are_not_proven(repair):
    answer = repair(python("Flask==2.3.3\nWerkzeug==2.3.8\n", "def test_it():\n    pass\n"), PIP)

    assert answer.result is not Result.VERIFIED


@pytest.mark.parametrize(
    ("script", "result"),
    [
        pytest.param("node --check index.js", Result.PLAUSIBLE, id="a server is no check"),
        pytest.param("tsc || true", Result.PLAUSIBLE, id="what always passes is no check"),
        pytest.param("npm ls express", Result.VERIFIED, id="a build passes"),
    ],
)
def test_a_version_that_does_not_exist(repair, script, result):
    manifest = f'{{"scripts": {{"build": "{script}"}}, "dependencies": {{"express": "^4.99.0"}}}}\n'

    answer = repair({"package.json": manifest, "index.js": "require('express')();\n"}, NPM)

    assert answer.result is result, answer.reason
    assert b'"express": "^4.18' in answer.chosen.patch.contents()["package.json"]
