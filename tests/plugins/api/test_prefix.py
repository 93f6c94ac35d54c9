"""A router that is mounted without the prefix of its siblings gets it where it is mounted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MAIN, COUPONS = "app/main.py", "app/routers/coupons.py"
REPORT = 'INFO:     127.0.0.1:5000 - "POST /api/v1/coupons/apply HTTP/1.1" 404 Not Found'
BARE = (
    (MAIN, 'prefix="/api/v1/items"', 'prefix="/api/v1"'),
    ("app/routers/items.py", "APIRouter()", 'APIRouter(prefix="/items")'),
    (
        MAIN,
        'app.include_router(coupons.router, prefix="/api/v1/coupons", tags=["coupons"])',
        "app.include_router(coupons.router)",
    ),
    (COUPONS, "APIRouter()", 'APIRouter(prefix="/coupons")'),
)


def test_the_mount_is_given_the_prefix(ask: Callable[..., Any]) -> None:
    outcome = ask("fastapi", BARE, REPORT)
    assert outcome.strategy == "recipe:mount_prefix", outcome.diagnosis
    assert 'app.include_router(coupons.router, prefix="/api/v1")' in outcome.files[MAIN]
    assert outcome.lost == ()


def test_a_bare_fetch_is_given_the_method(ask: Callable[..., Any]) -> None:
    old = "method: 'POST',\n    body"
    report = '127.0.0.1 - - [01/Jan/2024 10:00:00] "GET /api/books/create HTTP/1.1" 405 -'
    outcome = ask("flask", (("static/books.js", old, "body"),), report)
    assert outcome.diagnosis.facts
    assert "method: 'POST'" in outcome.files["static/books.js"], outcome.diagnosis
