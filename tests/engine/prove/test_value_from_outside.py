"""What a compose file sets is not there when the server is started: that the failure stays says nothing then."""

from __future__ import annotations

import pytest

from autofix.engine.prove.proof import Status

SERVER = """\
const cors = require('cors');
const express = require('express');
const app = express();
app.use(cors({ origin: (process.env.ALLOWED_ORIGIN || '').split(',') }));
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
app.listen(process.env.PORT || 4000);
"""
COMPOSE = "services:\n  api:\n    build: .\n    environment:\n      {}ALLOWED_ORIGINS{} http://localhost:5173\n"
RENAMED = ("ALLOWED_ORIGIN ", "ALLOWED_ORIGINS ")


@pytest.mark.needs_bwrap
@pytest.mark.needs_npm
@pytest.mark.needs_registry
@pytest.mark.parametrize(
    ("files", "status"),
    [
        pytest.param({"docker-compose.yml": COMPOSE.format("", ":")}, Status.PLAUSIBLE, id="a map"),
        pytest.param({"compose.yaml": COMPOSE.format("- ", "=")}, Status.PLAUSIBLE, id="a list"),
        pytest.param({"Dockerfile": "FROM node\nENV ALLOWED_ORIGINS=http://localhost:5173\n"}, Status.PLAUSIBLE, id="an image"),
        pytest.param({"docker-compose.yml": COMPOSE.format("X", ":")}, Status.UNPROVEN, id="another variable"),
        pytest.param({"notes.md": "ALLOWED_ORIGINS: http://localhost:5173\n"}, Status.UNPROVEN, id="a remark"),
    ],
)  # fmt: skip
def test_a_failure_that_stays(project, files, status):
    proof = project(SERVER, files=files).prove(RENAMED)

    assert proof.status is status, proof.reason
    assert ("sets ALLOWED_ORIGINS" in proof.reason) == (status is Status.PLAUSIBLE)
