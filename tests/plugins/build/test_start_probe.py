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


def repair(folder: Path, requirements: str, bench, app: str = APP, report: str = REPORT):
    (folder / "app.py").write_text(app)
    (folder / "requirements.txt").write_text(requirements)
    workspace = Snapshot(FolderSource(folder))
    return Repairer(load_plugins(("plugins.build",)), bench).repair(read_report(report), workspace)


def test_the_missing_package_is_declared_and_the_server_starts(tmp_path, bench):
    got = repair(tmp_path, "Flask>=3.0\n", bench)

    assert got.result is Result.VERIFIED, got.reason
    assert "slugify" in got.chosen.patch.contents()["requirements.txt"].decode()


def test_a_server_that_starts_is_not_changed(tmp_path, bench):
    got = repair(tmp_path, "Flask>=3.0\npython-slugify\n", bench)

    assert got.result in (Result.NOT_CODE, Result.NO_FIX), got.reason


def test_a_server_without_any_route_has_only_to_start(tmp_path, bench):
    silent = APP.replace('@app.get("/shops")\n', "")
    got = repair(tmp_path, "Flask>=3.0\n", bench, silent)

    assert got.result is Result.VERIFIED, got.reason


ADDRESSED = """\
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.getenv("DATABASE_URL", "sqlite:///data.db")
db.init_app(app)
"""
DRIVER = """\
  File "/srv/app.py", line 9, in <module>
    db.init_app(app)
  File "/usr/local/lib/python3.12/site-packages/sqlalchemy/dialects/postgresql/psycopg2.py", line 696, in import_dbapi
    import psycopg2
ModuleNotFoundError: No module named 'psycopg2'
"""


def test_that_a_driver_is_not_missed_at_another_address_says_nothing(tmp_path, bench):
    got = repair(
        tmp_path, "flask\nflask-sqlalchemy\n", bench, ADDRESSED, "Traceback (most recent call last):\n" + DRIVER
    )

    assert got.result is Result.PLAUSIBLE, got.reason
    assert "does not occur here" in got.reason
