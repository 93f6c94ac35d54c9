"""The kind of job that drops changed personas from the cache, however long Redis is away."""

from __future__ import annotations

from datetime import timedelta

from redis.exceptions import RedisError

from autofix.core.jobs import JobKind, Postponed, register
from autofix.core.leases import Lease
from autofix.llm.persona_cache import drop
from autofix.llm.personas import FORGET

AGAIN = timedelta(seconds=30)


def register_jobs() -> None:
    """Make the kind known to this process."""
    register(JobKind(FORGET, forget_personas))


def forget_personas(lease: Lease) -> None:
    """Drop the tenant's personas from the cache."""
    try:
        drop(lease.tenant_id)
    except RedisError as error:
        raise Postponed(f"Redis does not answer: {error}", AGAIN) from None
    with lease.write():
        lease.finish()
