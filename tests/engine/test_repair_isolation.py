"""A candidate that cannot even be written is one that does not apply, and the next one is tried."""

from autofix.engine.plugins import load_plugins
from autofix.engine.repair import Repairer
from autofix.engine.report import read_report
from autofix.engine.trials import Result
from autofix.sdk import Action, Candidate, Change, Plugin, Risk, hookimpl

REPORT = (
    "Access to fetch at 'http://localhost:4000/api/items' from origin 'http://localhost:5173' has been blocked by CORS "
    "policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
)
SERVER = b"""\
const cors = require('cors');
const express = require('express');
const app = express();
app.use(cors({ origin: ['http://localhost:3000'] }));
app.get('/api/items', (req, res) => res.json([]));
app.listen(4000);
"""
MANIFEST = b'{"dependencies": {"cors": "^2.8.5", "express": "^4.21.2"}}\n'


class Clumsy:
    """Proposes files that no file system and no encoding takes."""

    @hookimpl
    def describe(self):
        return Plugin("clumsy", "1", ("cors_error",))

    @hookimpl
    def generate(self):
        for name, content in (("x" * 300 + ".js", "1"), ("half.js", "\ud800"), ("nul\0.js", "1")):
            change = Change(name, Action.CREATE, "x", content=content)
            yield Candidate("recipe:clumsy", name[:8], (change,), Risk.MERGE_FREELY)


def test_the_others_go_on(workspace):
    opened = workspace({"server.js": SERVER, "package.json": MANIFEST})
    plugins = load_plugins(("plugins.cors",), extra=(Clumsy(),))

    repair = Repairer(plugins, None).repair(read_report(REPORT), opened)

    assert [attempt.candidate.strategy for attempt in repair.attempts][:3] == ["recipe:clumsy"] * 3
    assert repair.result is Result.PLAUSIBLE
    assert repair.chosen.candidate.strategy == "recipe:express_add_origin"
