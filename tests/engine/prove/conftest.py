"""A bench with the real sandbox and real packages, and small applications to prove candidates on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from autofix.adapters.checkouts import Checkouts
from autofix.adapters.folder import FolderSource
from autofix.adapters.packages import PackageProvider
from autofix.adapters.sandbox import open_sandbox
from autofix.engine.diagnose import diagnose
from autofix.engine.patch import make_patch
from autofix.engine.plugins import load_plugins
from autofix.engine.progress import Silent
from autofix.engine.prove.proof import Proof
from autofix.engine.prove.prover import ROUNDS, Bench, prove
from autofix.engine.repair import Repair, Repairer
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import (
    Action,
    Candidate,
    Change,
    CommandProbe,
    Diagnosis,
    Edit,
    Location,
    Plugin,
    Verdict,
    hookimpl,
)

CACHE = Path(__file__).parents[3] / ".cache" / "packages"
ORIGIN = "http://localhost:5173"
REPORT = (
    "Access to fetch at 'http://localhost:4000{path}' from origin 'http://localhost:5173' has been blocked by CORS "
    "policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
)

APP = """\
const cors = require('cors');
const express = require('express');

const allowed = ['http://localhost:3000'];
const app = express();
app.use(cors({ origin: allowed }));
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
app.get('/api/orders', (req, res) => res.json([{ id: 7 }]));
app.get('/health', (req, res) => res.send('ok'));

app.listen(process.env.PORT || 4000);
"""


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """The real thing, with the fewest starts that can be compared; ``thorough`` has as many as a user gets."""
    sandbox = open_sandbox()
    with Checkouts() as checkouts:
        yield Bench(sandbox, PackageProvider(sandbox, CACHE), checkouts, rounds=2)


@dataclass(frozen=True)
class Project:
    """An Express application in a folder."""

    folder: Path
    bench: Bench

    def workspace(self) -> Snapshot:
        """The folder as it stands."""
        return Snapshot(FolderSource(self.folder))

    def repair(self, path: str = "/api/items", extra: tuple[object, ...] = ()) -> Repair:
        """The whole flow on a report about ``path``."""
        plugins = load_plugins(("plugins.cors",), extra=extra)
        return Repairer(plugins, self.bench).repair(read_report(REPORT.format(path=path)), self.workspace())

    def prove(
        self,
        *replacements: tuple[str, str],
        file: str = "server.js",
        path: str = "/api/items",
        gives_up: tuple[str, ...] = (),
    ) -> Proof:
        """Prove the change that makes ``replacements`` in ``file``, past the gates, by the CORS plugin's probe."""
        workspace = self.workspace()
        text = workspace.read(file)
        edits = []
        for old, new in replacements:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
            edits.append(Edit(text.index(old), text.index(old) + len(old), new))
        change = Change(file, Action.MODIFY, "test", tuple(edits))
        candidate = Candidate("recipe:test", "test", (change,), access=(ORIGIN,), gives_up=gives_up)
        problem = read_report(REPORT.format(path=path))
        plugins = load_plugins(("plugins.cors",))
        diagnosis = diagnose(problem, workspace, plugins) or Diagnosis("cors_error", "test", Verdict.CODE_FIX)
        probes = plugins.validate(problem, diagnosis, candidate, workspace)
        patch = make_patch(workspace, candidate)
        proof, _ = prove(self.bench, workspace, candidate, patch, probes, Silent())
        return proof


@pytest.fixture
def project(tmp_path: Path, bench: Bench) -> Callable[..., Project]:
    """Makes a project from the text of its server and more files."""

    def make(server: str = APP, files: dict[str, str] | None = None, scripts: dict[str, str] | None = None) -> Project:
        manifest = {
            "name": "sample",
            "private": True,
            "scripts": {"start": "node server.js", **(scripts or {})},
            "dependencies": {"cors": "^2.8.5", "express": "^4.21.2"},
        }
        # Scripts do not decide what is installed: one cached install serves every test.
        for name, text in {"server.js": server, **(files or {})}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        (tmp_path / "package.json").write_text(json.dumps(manifest, indent=2) + "\n")
        return Project(tmp_path, bench)

    return make


@pytest.fixture
def thorough(project: Callable[..., Project]) -> Callable[..., Project]:
    """The same, started as often as a user's: what comes and goes by itself takes that to show."""

    def make(server: str = APP) -> Project:
        made = project(server)
        return replace(made, bench=replace(made.bench, rounds=ROUNDS))

    return make


class FirstWord:
    """A plugin that replaces the first characters of a file, and has ``probe`` judge that."""

    def __init__(self, file: str, length: int, word: str, probe: CommandProbe) -> None:
        self.file, self.length, self.word, self.probe = file, length, word, probe

    @hookimpl
    def describe(self) -> Plugin:
        return Plugin("first-word", "1", ("build_error",))

    @hookimpl
    def can_handle(self) -> int:
        return 99

    @hookimpl
    def analyze(self) -> Diagnosis:
        return Diagnosis("build_error", "the word is wrong", Verdict.CODE_FIX, (Location(self.file, 1),), ())

    @hookimpl
    def generate(self) -> list[Candidate]:
        change = Change(self.file, Action.MODIFY, "another word", (Edit(0, self.length, self.word),))
        return [Candidate("recipe:word", "another word", (change,))]

    @hookimpl
    def validate(self) -> list[CommandProbe]:
        return [self.probe]


@pytest.fixture
def reworded(tmp_path: Path, bench: Bench) -> Callable[..., Repair]:
    """Repairs ``report`` about a folder by ``word`` in place of the first characters of ``file``."""

    def repair(files: dict[str, str], length: int, word: str, probe: CommandProbe, report: str) -> Repair:
        for name, text in files.items():
            (tmp_path / name).write_text(text)
        plugin = FirstWord(next(iter(files)), length, word, probe)
        repairer = Repairer(load_plugins((), extra=(plugin,)), bench)
        return repairer.repair(read_report(report), Snapshot(FolderSource(tmp_path)))

    return repair
