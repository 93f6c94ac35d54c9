"""A failed test is located in the code it calls; whose tests these are has to be clear."""

from __future__ import annotations

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.plugins import load_plugins
from autofix.engine.repair import Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Result
from autofix.engine.workspace.snapshot import Snapshot
from autofix.workbench import BUILT_IN
from tests.engine.tool_output.conftest import RECORDED

TREE = {
    "package.json": '{"name": "shop", "scripts": {"test": "jest"}}\n',
    "src/total.js": "module.exports = (a) => a.reduce((s, x) => s - x.price, 0)\n",
    "src/total.test.js": "const total = require('./total')\n" * 7,
    "v/total.test.js": "import total from '../src/total.js'\n" * 7,
    "m/total.spec.js": "const total = require('../src/total')\n" * 7,
    "n/total.test.js": "const total = require('../src/total')\n" * 7,
    "test_total.py": "import unittest\n" * 7,
}


@pytest.fixture
def repair(tmp_path):
    for path, text in TREE.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    repairer = Repairer(load_plugins(BUILT_IN), None)
    return lambda text: repairer.repair(read_report(text), Snapshot(FolderSource(tmp_path)))


@pytest.mark.parametrize(
    ("recording", "place", "name"),
    [
        ("jest-29-faults", "src/total.js:1", "total › adds prices"),
        ("vitest-2-faults", "src/total.js:1", "total > adds prices"),
        ("mocha-10-faults", "src/total.js:1", "total > of prices > adds"),
        ("node-20-tests", "src/total.js:1", "adds"),
        ("python-3-unittest", "test_total.py:4", "test_total.TotalTest.test_adds"),
    ],
)
def test_places(repair, recording, place, name):
    answer = repair((RECORDED / f"{recording}.txt").read_text())

    assert answer.diagnosis.family == "test_failure"
    first = answer.diagnosis.located[0]
    assert f"{first.file}:{first.line}" == place
    assert name in answer.diagnosis.root_cause
    assert answer.result is Result.NO_FIX
    assert place in answer.reason


def test_tests_of_another_project_are_nobodys(repair):
    text = (RECORDED / "jest-29-faults.txt").read_text().replace("total.", "invoice.")

    assert repair(text).diagnosis is None
