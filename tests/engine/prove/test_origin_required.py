"""A server that refuses requests without an Origin, by an error, is still repaired and still held to its routes."""

import pytest

from autofix.engine.prove.proof import Status
from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

SERVER = """\
const cors = require('cors');
const express = require('express');

const allowed = ['http://localhost:3000'];
const app = express();
app.use(cors({
  origin: (origin, callback) => {
    if (allowed.includes(origin)) callback(null, true);
    else callback(new Error('Not allowed by CORS'));
  },
}));
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
app.get('/api/orders', (req, res) => res.json([{ id: 7 }]));

app.listen(process.env.PORT || 4000);
"""
FIX = ("['http://localhost:3000']", "['http://localhost:3000', 'http://localhost:5173']")


def test_the_recipe_is_verified(project):
    repair = project(SERVER).repair()

    assert repair.result is Result.VERIFIED, repair.reason
    assert "+const allowed = ['http://localhost:3000', 'http://localhost:5173'];" in repair.chosen.patch.diff


def test_another_answer_of_another_route_is_seen_by_an_origin_that_is_let_in(project):
    proof = project(SERVER).prove(FIX, ("{ id: 7 }", "{ id: 8 }"))

    assert proof.status is Status.UNPROVEN
    assert "GET /api/orders" in proof.reason


def test_a_route_that_fails_by_itself_is_still_told(project):
    server = SERVER.replace("res.json([{ id: 1 }])", "res.status(500).json({})")

    repair = project(server).repair()

    assert repair.result is Result.NOT_CODE
    assert "answers 500, even without an Origin" in repair.reason
