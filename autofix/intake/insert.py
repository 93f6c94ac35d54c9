"""The statement that makes signals accepted, for many of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from autofix.intake.arrivals import Arrival
from autofix.intake.connection import Connection, see_tenant

_INSERT = """
INSERT INTO issues_signal (id, tenant_id, project_id, source, kind, delivery, payload, correlation, note)
SELECT id, %s, project, source, kind, delivery, convert_from(payload, 'UTF8')::jsonb, correlation, ''
FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %b::bytea[], %s::text[])
    AS arrived (id, project, source, kind, delivery, payload, correlation)
ON CONFLICT (project_id, source, delivery) DO NOTHING RETURNING id
"""


async def insert_arrivals(connection: Connection, arrivals: Sequence[Arrival]) -> frozenset[str]:
    """Store all of them in one transaction; answers the ids of those that were not there already."""
    new: set[str] = set()
    async with connection.transaction() as link:
        for tenant_id, rows in groupby(sorted(arrivals, key=lambda arrival: arrival.key), lambda row: row.tenant_id):
            await see_tenant(link, tenant_id)
            cursor = await link.execute(_INSERT, (tenant_id, *_columns(list(rows))))
            new.update(str(row[0]) for row in await cursor.fetchall())
    return frozenset(new)


def _columns(rows: list[Arrival]) -> tuple[list[str] | list[bytes], ...]:
    return (
        [row.id for row in rows],
        [row.project_id for row in rows],
        [row.source for row in rows],
        [row.kind for row in rows],
        [row.delivery for row in rows],
        [row.payload for row in rows],
        [row.correlation for row in rows],
    )
