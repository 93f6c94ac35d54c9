"""A server that is built first: by compilers twice each way, by anything else for every start."""

from dataclasses import dataclass, replace

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.prove.compilers import is_compiling, is_fixed
from autofix.engine.prove.proof import Status
from autofix.engine.prove.prover import ROUNDS
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.sandbox import Job, Outcome, Sandbox

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

SERVER = """\
const cors = require('cors');
const express = require('express');
const app = express();
app.use(cors({ origin: ['http://localhost:3000'] }));
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
app.listen(process.env.PORT || 4000);
"""
COPY = "mkdir -p dist && cp src/server.js dist/server.js"
SCRIPT = """\
const fs = require('fs');
fs.mkdirSync('dist', { recursive: true });
const text = fs.readFileSync('src/server.js', 'utf8');
fs.writeFileSync('dist/server.js', %s);
"""
FIX = ("['http://localhost:3000']", "['http://localhost:3000', 'http://localhost:5173']")
UNRELATED = ("[{ id: 1 }]", "[ { id: 1 } ]")


@dataclass
class Counting:
    """A sandbox that counts the jobs which leave a tree."""

    inner: Sandbox
    builds: int = 0

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def run(self, job: Job) -> Outcome:
        self.builds += bool(job.output) and job.argv[2].startswith('/bin/sh -c "$0"')
        return self.inner.run(job)


@pytest.fixture
def built(project, bench):
    """Makes a project that ``build`` builds, with the counting sandbox that it is proven in."""

    def make(build: str, script: str = ""):
        made = project(
            "", {"src/server.js": SERVER, "build.js": script}, {"build": build, "start": "node dist/server.js"}
        )
        (made.folder / "server.js").unlink()
        sandbox = Counting(bench.sandbox)
        return replace(made, bench=replace(bench, sandbox=sandbox, rounds=ROUNDS)), sandbox

    return make


def test_what_compilers_build_alike_is_built_twice_each_way(built):
    project, sandbox = built(COPY)

    proof = project.prove(FIX, file="src/server.js")

    assert proof.status is Status.VERIFIED, proof.reason
    assert sandbox.builds == 4


def test_what_a_script_of_the_repository_builds_is_built_for_every_start(built):
    project, sandbox = built("node build.js", SCRIPT % "text")

    proof = project.prove(FIX, file="src/server.js")

    assert proof.status is Status.VERIFIED, proof.reason
    assert sandbox.builds == 10


def test_what_compilers_build_otherwise_each_time_is_built_for_every_start(built):
    project, sandbox = built(f"{COPY} && cp /proc/sys/kernel/random/uuid dist/stamp.txt")

    proof = project.prove(FIX, file="src/server.js")

    assert proof.status is Status.VERIFIED, proof.reason
    assert sandbox.builds == 10


@pytest.mark.parametrize(
    ("build", "is_so"),
    [
        ("nest build", True),
        ("rimraf dist && npx tsc -p tsconfig.build.json && npm run copy", True),
        ("cross-env NODE_ENV=production nest build", True),
        ("npm run clean && tsc", False),
        ("tsc && node scripts/stamp.js", False),
        ("tsc; cp $RANDOM dist", False),
        ("tsc || true", False),
        ("tsc & node coin.js", False),
        ("tsc\nnode coin.js", False),
        ("NODE_OPTIONS=--require=./coin.js tsc", False),
        ("cross-env NODE_OPTIONS=--max-old-space-size=4096 tsc", True),
        ("npm run twice", False),
        ("pnpm swc", False),
    ],
)
def test_compilers_are_known(build, is_so):
    scripts = {"copy": "copyfiles -u 1 'src/**/*.html' dist", "clean": "node clean.js"}
    scripts |= {"pretwice": "node coin.js", "twice": "tsc", "swc": "node coin.js"}
    assert is_compiling(build, scripts) is is_so


@pytest.mark.parametrize(
    ("name", "code", "is_so"),
    [
        ("babel.config.js", "module.exports = { presets: ['@babel/preset-env'] };", True),
        ("babel.config.js", "module.exports = { plugins: Math.random() < 0.5 ? ['a'] : [] };", False),
        (".babelrc.cjs", "module.exports = Date.now() % 2 ? {} : { plugins: [] };", False),
        ("api/webpack.config.js", "module.exports = require('./tools/coin');", False),
        ("src/coin.js", "module.exports = Math.random();", True),
    ],
)
def test_configurations_that_toss_a_coin_are_known(tmp_path, name, code, is_so):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(code)
    assert is_fixed(Snapshot(FolderSource(tmp_path))) is is_so


def test_what_a_configuration_decides_by_chance_is_built_for_every_start(built):
    project, sandbox = built(COPY)
    (project.folder / "babel.config.js").write_text("module.exports = { plugins: Math.random() < 0.5 ? ['a'] : [] };")

    proof = project.prove(FIX, file="src/server.js")

    assert proof.status is Status.VERIFIED, proof.reason
    assert sandbox.builds == 10


def test_a_build_that_lets_the_origin_in_by_chance_proves_nothing(built):
    project, _ = built("node build.js", SCRIPT % "Math.random() < 0.5 ? text : text.replace('3000', '5173')")

    proof = project.prove(UNRELATED, file="src/server.js")

    assert proof.status is Status.UNPROVEN


def test_a_build_that_fails_is_told(built):
    project, _ = built("node build.js", SCRIPT % "text.nothing.at.all")

    proof = project.prove(FIX, file="src/server.js")

    assert proof.status is Status.PLAUSIBLE
    assert "its build exited with 1" in proof.reason
    assert "TypeError" in proof.reason
