"""A build sees none of the project's secrets, though the server that it builds does."""

import pytest

from autofix.core.tenancy import tenant_scope
from autofix.deployments.states import Status
from autofix.projects.secrets import set_secret
from tests.fixtures.service import ROOT

VALUE = "the-ledger-opens-at-noon"
SAMPLE = ROOT / "autofix" / "demo" / "samples" / "react-express"
FIRST = """\
project: {name: shop, type: react-node}
deployment:
  backend: {platform: local}
  health_path: /built
  pause: 0
  settle_time: 0
"""
CONFIGURATION = FIRST.replace("platform: local", "platform: local, environment_vars: ['LEDGER=${LEDGER_WORD}']")
START = (
    '"start": "node src/server.js"',
    '"build": "mkdir -p dist && cp -r src/. dist/ && env > built.txt", "start": "node dist/server.js"',
)
ROUTE = """
import { readFileSync } from 'node:fs';
app.get('/built', (req, res) => res.json([readFileSync('built.txt', 'utf8'), process.env.LEDGER]));
"""


@pytest.mark.needs_npm
def test_it_is_not_in_the_environment_of_the_build(open_works):
    works = open_works(FIRST, sample=SAMPLE)
    with tenant_scope(works.tenant):
        set_secret(works.project(), "LEDGER_WORD", VALUE, actor="user:boss")
    api = works.repository.checkout / "api"
    package = (api / "package.json").read_text()
    (api / "package.json").write_text(package.replace(*START))
    server = (api / "src" / "app.js").read_text()
    (api / "src" / "app.js").write_text(server + ROUTE)
    works.write(".autofix.yml", CONFIGURATION)

    deployment = works.deployed()

    assert deployment.status == Status.SUCCESS, deployment.reason
    answer = works.get("/built")
    built, _, server = answer.rpartition('","')
    assert "PATH=" in built and VALUE not in built
    assert VALUE in server
