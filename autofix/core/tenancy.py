"""Whose rows a transaction sees.

PostgreSQL's row-level security reads two settings of the transaction, ``app.tenant`` and
``app.user``. They hold until the transaction ends, so a pooled connection carries nothing over.
Where neither is set, no row is visible.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import connection, transaction

TENANT, USER = "app.tenant", "app.user"


@contextlib.contextmanager
def tenant_scope(tenant_id: str) -> Iterator[None]:
    """One transaction that sees the rows of ``tenant_id``; scopes nest, the inner one wins."""
    with _scope(TENANT, tenant_id):
        yield


@contextlib.contextmanager
def user_scope(user_id: str) -> Iterator[None]:
    """One transaction that sees the row of this user and, through it, nobody else's."""
    with _scope(USER, user_id):
        yield


@contextlib.contextmanager
def _scope(name: str, value: str) -> Iterator[None]:
    with transaction.atomic():
        before = _set(name, value)
        yield
        # A rollback takes the setting back by itself; a released savepoint does not.
        _set(name, before)


def _set(name: str, value: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH before AS MATERIALIZED (SELECT coalesce(current_setting(%s, true), '') AS value) "
            "SELECT before.value, set_config(%s, %s, true) FROM before",
            [name, name, value],
        )
        row = cursor.fetchone()
    return str(row[0])
