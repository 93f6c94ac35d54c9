"""A server that does not start for want of a package is started, without and with the declaration."""

from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.plugins import load_plugins
from autofix.engine.repair import Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Result
from autofix.engine.workspace.snapshot import Snapshot

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_registry]

APP = """\
import os

from flask import Flask, jsonify
from itsdangerous import URLSafeSerializer
from slugify import slugify

app = Flask(__name__)


@app.get("/shops")
def shops():
    return jsonify([slugify("Bolts & Nuts")])


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5000")))
"""
REPORT = """\
Traceback (most recent call last):
  File "/srv/app.py", line 5, in <module>
    from slugify import slugify
ModuleNotFoundError: No module named 'slugify'
"""


def repair(folder: Path, requirements: str, bench):
    (folder / "app.py").write_text(APP)
    (folder / "requirements.txt").write_text(requirements)
    workspace = Snapshot(FolderSource(folder))
    return Repairer(load_plugins(("plugins.build",)), bench).repair(read_report(REPORT), workspace)


def test_the_missing_package_is_declared_and_the_server_starts(tmp_path, bench):
    got = repair(tmp_path, "Flask>=3.0\n", bench)

    assert got.result is Result.VERIFIED, got.reason
    assert "slugify" in got.chosen.patch.contents()["requirements.txt"].decode()


def test_a_server_that_starts_is_not_changed(tmp_path, bench):
    got = repair(tmp_path, "Flask>=3.0\npython-slugify\n", bench)

    assert got.result in (Result.NOT_CODE, Result.NO_FIX), got.reason
