"""What the started application does not load is not proven by starting it."""

import pytest

from autofix.engine.patch import Patch, make_patch
from autofix.engine.plugins import load_plugins
from autofix.engine.progress import Silent
from autofix.engine.prove.proof import Status
from autofix.engine.prove.prover import prove
from autofix.engine.report import read_report
from autofix.sdk import Action, Candidate, Change, Diagnosis, Edit, Verdict

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

REPORT = (
    "Access to fetch at 'http://localhost:4000/api/items' from origin 'http://localhost:5173' has been blocked by CORS "
    "policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
LIST = "['http://localhost:3000']"


def proof_of(made, *more):
    """The proof of the right change with more changes beside it."""
    workspace = made.workspace()
    at = workspace.read("server.js").index(LIST) + len(LIST) - 1
    right = Change("server.js", Action.MODIFY, "x", (Edit(at, at, ", 'http://localhost:5173'"),))
    candidate = Candidate("recipe:test", "test", (right, *more), access=("http://localhost:5173",))
    problem, plugins = read_report(REPORT), load_plugins(("plugins.cors",))
    diagnosis = Diagnosis("cors_error", "test", Verdict.CODE_FIX)
    probes = plugins.validate(problem, diagnosis, candidate, workspace)
    proof, patch = prove(made.bench, workspace, candidate, make_patch(workspace, candidate), probes, Silent())
    assert isinstance(patch, Patch)
    return proof


def test_a_file_of_the_front_end_beside_the_fix(project):
    made = project(files={"client/src/App.js": "export const App = () => null;\n"})

    proof = proof_of(made, Change("client/src/App.js", Action.DELETE, "x"))

    assert proof.status is Status.PLAUSIBLE
    assert "client/src/App.js is not loaded by server.js" in proof.reason


def test_a_file_that_is_loaded(project):
    made = project(server=SERVER_WITH_MODULE, files={"lib/name.js": "module.exports = 'stock';\n"})

    proof = proof_of(made, Change("lib/name.js", Action.MODIFY, "x", (Edit(0, 0, "// the name\n"),)))

    assert proof.status is Status.VERIFIED, proof.reason


SERVER_WITH_MODULE = """\
const cors = require('cors');
const express = require('express');
const name = require('./lib/name');
const app = express();
app.use(cors({ origin: ['http://localhost:3000'] }));
app.get('/api/items', (req, res) => res.json([{ id: 1, name }]));
app.listen(process.env.PORT || 4000);
"""
