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
    assert "GET /api/items is no longer served" in proof.reason


def test_one_other_route_gone(project):
    proof = project().prove(FIX, ORDERS)

    assert proof.status is Status.UNPROVEN
    assert "GET /api/orders is no longer served" in proof.reason


def test_routes_that_stand_in_the_code_but_do_not_answer(project):
    proof = project().prove(FIX, ("app.get('/api/items'", "app.use((req, res) => res.json({}));\napp.get('/api/items'"))

    assert proof.status is Status.UNPROVEN
    assert "the same answer as a path that does not exist" in proof.reason


def test_another_way_to_start(project):
    made = project(files={"other.js": "// nothing"})

    proof = made.prove(("node server.js", "node other.js"), file="package.json")

    assert proof.status is Status.UNPROVEN
    assert "package.json starts, builds or tests the application in another way" in proof.reason


def test_another_answer_on_another_route(project):
    proof = project().prove(FIX, ("res.send('ok')", "res.send('no')"))

    assert proof.status is Status.UNPROVEN
    assert "GET /health" in proof.reason


def test_every_answer_replaced_by_an_empty_one(project):
    proof = project().prove(FIX, ("res.json([{ id: 1 }])", "res.json([])"))

    assert proof.status is Status.UNPROVEN
    assert "GET /api/items" in proof.reason
