"""A change that removes what the application does is no fix."""

import pytest

from autofix.engine.prove.proof import Status

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

FIX = ("['http://localhost:3000']", "['http://localhost:3000', 'http://localhost:5173']")
ITEMS = ("app.get('/api/items', (req, res) => res.json([{ id: 1 }]));\n", "")
ORDERS = ("app.get('/api/orders', (req, res) => res.json([{ id: 7 }]));\n", "")
HEALTH = ("app.get('/health', (req, res) => res.send('ok'));\n", "")


def test_no_route_left(project):
    proof = project().prove(FIX, ITEMS, ORDERS, HEALTH)

    assert proof.status is Status.UNPROVEN
    assert "answers 404 even without an Origin" in proof.reason


def test_one_other_route_gone(project):
    proof = project().prove(FIX, ORDERS)

    assert proof.status is Status.UNPROVEN
    assert "GET /api/orders: 200" in proof.reason


def test_another_answer_on_another_route(project):
    proof = project().prove(FIX, ("res.send('ok')", "res.send('no')"))

    assert proof.status is Status.UNPROVEN
    assert "GET /health" in proof.reason


def test_every_answer_replaced_by_an_empty_one(project):
    proof = project().prove(FIX, ("res.json([{ id: 1 }])", "res.json([])"))

    assert proof.status is Status.UNPROVEN
    assert "GET /api/items" in proof.reason
