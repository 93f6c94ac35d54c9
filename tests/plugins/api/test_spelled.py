"""An address that no readable call uses is found where the code spells it out, and only if it stands there once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ENDPOINTS = "client/src/endpoints.js"
REPORT = "GET http://localhost:5000/api/ordrs/mine 404 (Not Found)"
SERVED = (
    "server/routes/orders.js",
    "router.get('/', (req, res) => res.json([]));",
    "router.get('/', (req, res) => res.json([]));\nrouter.get('/mine', (req, res) => res.json([]));",
)


def test_the_address_is_corrected_where_it_is_spelled(ask: Callable[..., Any]) -> None:
    table = "const table = { mine: '/api/ordrs/mine', all: '/api/orders' };\nexport default table;\n"
    page = "import table from './endpoints';\nload(table.mine);\n"
    outcome = ask("express", (SERVED, (ENDPOINTS, "", table), ("client/src/page.js", "", page)), REPORT)
    assert outcome.files[ENDPOINTS] == table.replace("ordrs", "orders"), outcome.diagnosis


def test_two_places_that_spell_it_are_left_to_a_person(ask: Callable[..., Any]) -> None:
    table = "const table = { mine: '/api/ordrs/mine', own: '/api/ordrs/mine' };\nexport default table;\n"
    outcome = ask("express", (SERVED, (ENDPOINTS, "", table)), REPORT)
    assert outcome.strategy == "", outcome.diagnosis


def test_an_address_that_nothing_uses_is_left(ask: Callable[..., Any]) -> None:
    table = "const table = { mine: '/api/ordrs/mine', all: '/api/orders' };\nexport default table;\n"
    outcome = ask("express", (SERVED, (ENDPOINTS, "", table)), REPORT)
    assert outcome.strategy == "", outcome.diagnosis
