"""An application that asks everybody who they are: the fix is offered, and what was not seen is said."""

import pytest

from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

SERVER = """\
const cors = require('cors');
const express = require('express');
const app = express();
%s
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
app.listen(process.env.PORT || 4000);
"""
WALL = "app.use((req, res, next) => (req.headers.authorization ? next() : res.status(401).json({ error: 'who?' })));"
CORS = "app.use(cors({ origin: ['http://localhost:3000'] }));"


def test_cors_ahead_of_the_wall(project):
    repair = project(SERVER % f"{CORS}\n{WALL}").repair()

    assert repair.result is Result.PLAUSIBLE
    assert "answers 401 to whoever is not logged in" in repair.reason
    assert all(check.passed for check in repair.chosen.proof.checks)


def test_no_wall(project):
    assert project(SERVER % CORS).repair().result is Result.VERIFIED
