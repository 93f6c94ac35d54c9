"""One connection to PostgreSQL, as the role that policies bind, opened anew when it breaks."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import psycopg
from psycopg.rows import TupleRow

from autofix.core.tenancy import TENANT

CONNECT_SECONDS = 5
OPTIONS = "-c statement_timeout=5000 -c lock_timeout=1000 -c idle_in_transaction_session_timeout=10000"
SET_TENANT = f"SELECT set_config('{TENANT}', %s, true)"

Link = psycopg.AsyncConnection[TupleRow]


class Connection:
    """A connection that is made when it is first needed; one task at a time uses it."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._link: Link | None = None

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[Link]:
        """One transaction; it is committed when the block ends, and rolled back when that raises."""
        if self._link is None or self._link.closed:
            self._link = await psycopg.AsyncConnection.connect(
                self._conninfo,
                connect_timeout=CONNECT_SECONDS,
                application_name="autofix intake",
                options=OPTIONS,
                autocommit=True,
            )
        async with self._link.transaction():
            yield self._link

    async def close(self) -> None:
        """Let go of the connection; the next transaction makes another."""
        link, self._link = self._link, None
        if link is not None:
            await link.close()


async def see_tenant(link: Link, tenant_id: str) -> None:
    """Let the rest of the transaction see the rows of ``tenant_id`` and nobody else's."""
    await link.execute(SET_TENANT, (tenant_id,))
