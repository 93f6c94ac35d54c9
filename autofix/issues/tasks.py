"""Celery's doors to digestion: interfaces and nothing else."""

from __future__ import annotations

from autofix.celery import app
from autofix.core.nudges import DIGEST
from autofix.issues import digest


@app.task(name=DIGEST)
def digest_tenant(tenant_id: str) -> None:
    """Digest what waits of one tenant."""
    digest.digest(tenant_id)


@app.task(name="autofix.digest_all", expires=5)
def digest_all() -> None:
    """Digest what waits, whoever it belongs to."""
    digest.digest_all()
