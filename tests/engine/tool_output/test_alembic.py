"""Alembic. Each recording is read whole, in its order."""

from __future__ import annotations

import pytest

EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "alembic-database": [
        ("alembic", "build.migration", None, None, None, "ffee11", None, None),
    ],
    "alembic-heads": [
        ("alembic", "build.migration", None, None, None, "head", None, None),
        ("alembic", "build.migration", None, None, None, None, None, None),
    ],
    "alembic-lost": [
        ("alembic", "build.migration", None, None, None, "gone9", None, None),
    ],
    "alembic-module": [
        ("python", "module_missing", "/app/migrations/env.py", 1, None, "shop", None, None),
    ],
    "alembic-outdated": [
        ("alembic", "build.migration", None, None, None, None, None, None),
    ],
    "alembic-table": [
        ("python", "build.migration", "/app/migrations/versions/b1.py", 8, None, "items", None, None),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_error_is_read(name, recorded):
    assert recorded(name) == EXPECTED[name]
