"""Small servers that want stores and secrets, repaired with the real sandbox and the real drivers."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autofix.adapters.checkouts import Checkouts
from autofix.adapters.embedded.shown import EmbeddedServers
from autofix.adapters.folder import FolderSource
from autofix.adapters.packages import PackageProvider
from autofix.adapters.sandbox import open_sandbox
from autofix.engine.plugins import load_plugins
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Repair, Repairer
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot

CACHE = Path(__file__).parents[4] / ".cache" / "packages"
# One manifest an ecosystem: what is installed once serves every test here.
PACKAGES = {
    "cors": "^2.8.5",
    "express": "^4.21.2",
    "express-session": "^1.18.1",
    "ioredis": "^5.4.1",
    "mongoose": "^8.9.0",
    "pg": "^8.13.1",
    "sequelize": "^6.37.5",
}
REQUIREMENTS = "flask\nflask-cors\nflask-sqlalchemy\npsycopg2-binary\npymongo\n"
REPORT = (
    "Access to fetch at 'http://localhost:4000{path}' from origin 'http://localhost:5173' has been blocked by CORS "
    "policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
LIST = "['http://localhost:3000']"
SERVER = """\
const cors = require('cors');
const express = require('express');
{head}
const allowed = ['http://localhost:3000'];
const app = express();
app.use(cors({{ origin: allowed }}));
{routes}
{listen}
"""


@pytest.fixture(scope="session")
def full_bench() -> Iterator[Bench]:
    """The bench as the command line opens it, with the embedded servers; one pair of starts says what is to be seen."""
    sandbox = open_sandbox()
    with Checkouts() as checkouts:
        yield Bench(sandbox, PackageProvider(sandbox, CACHE), checkouts, servers=EmbeddedServers(), rounds=1)


@pytest.fixture(scope="session")
def manifest() -> str:
    """The package.json of every Node application here."""
    named = {"name": "shop", "private": True, "scripts": {"start": "node server.js"}, "dependencies": PACKAGES}
    return json.dumps(named, indent=2) + "\n"


@pytest.fixture
def repaired(tmp_path: Path, full_bench: Bench, manifest: str) -> Callable[..., Repair]:
    """Repairs the report about a path of the application in ``files``."""

    def repair(files: dict[str, str], path: str = "/api/items", **bench: object) -> Repair:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        if not any(name.endswith(".py") for name in files):
            (tmp_path / "package.json").write_text(manifest)
        elif "requirements.txt" not in files:
            (tmp_path / "requirements.txt").write_text(REQUIREMENTS)
        made = dataclasses.replace(full_bench, **bench)
        workspace = Snapshot(FolderSource(tmp_path))
        return Repairer(load_plugins(("plugins.cors",)), made).repair(read_report(REPORT.format(path=path)), workspace)

    return repair


@pytest.fixture
def express() -> Callable[..., dict[str, str]]:
    """An Express application that lets one origin in, from what it does first, its routes, and how it listens."""

    def make(head: str, routes: str, listen: str = "app.listen(process.env.PORT || 4000);") -> dict[str, str]:
        return {"server.js": SERVER.format(head=head, routes=routes, listen=listen)}

    return make


@pytest.fixture
def evidence() -> Callable[[Repair], str]:
    """The line of a repair's proof that says with which stand-ins it was made; empty where there is none."""

    def line(repair: Repair) -> str:
        checks = repair.chosen.proof.checks if repair.chosen else repair.attempts[0].proof.checks
        return next((check.name for check in checks if check.name.startswith("started with")), "")

    return line
