"""What the demonstration claims in its last line, counted in the database."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

_COUNT = """
SELECT
    (SELECT count(*) FROM fixes_fix
     WHERE project_id = %(project)s AND execution = 'completed' AND result = 'verified'),
    (SELECT count(*) FROM fixes_fix WHERE project_id = %(project)s AND publication = 'merged'),
    (SELECT count(*) FROM deployments_deployment
     WHERE project_id = %(project)s AND status = 'success' AND fix_id IS NOT NULL),
    (SELECT count(*) FROM deployments_deployment
     WHERE project_id = %(project)s AND status = 'failed' AND is_rolled_back)
"""


@dataclass(frozen=True)
class Facts:
    """How many fixes were verified and merged, how many releases with a fix went live, how many went back."""

    verified: int
    merged: int
    deployed: int
    rolled_back: int


def count_facts(database_url: str, tenant_id: str, project_id: str) -> Facts:
    """The project's figures, read as the service's own role."""
    with psycopg.connect(database_url) as connection, connection.transaction():
        connection.execute("SELECT set_config('app.tenant', %s, true)", (tenant_id,))
        row = connection.execute(_COUNT, {"project": project_id}).fetchone()
    return Facts(*row) if row else Facts(0, 0, 0, 0)
