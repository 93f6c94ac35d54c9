"""Whether this process can do its work: ``/health`` for people and monitors, ``/ready`` for load balancers."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Awaitable

import psycopg
import redis.asyncio
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from autofix import __version__

log = logging.getLogger("autofix.health")
PROBE_SECONDS = 1.0
OK, DEGRADED, UNREACHABLE, NOT_CONFIGURED = "ok", "degraded", "unreachable", "not_configured"


@require_safe
@never_cache
async def health(request: HttpRequest) -> JsonResponse:
    """Requirement F7. Without the database nothing works (503); without Redis jobs only begin later."""
    database, broker = await asyncio.gather(_probe("database", _ask_database()), _probe("redis", _ask_redis()))
    everything = {
        "status": UNREACHABLE if database != OK else DEGRADED if broker != OK else OK,
        "timestamp": timezone.now(),
        # No outside interface is called yet; git servers are asked by the jobs that need them.
        "services": {"database": database, "redis": broker, "external_apis": NOT_CONFIGURED},
        "version": __version__,
    }
    return JsonResponse(everything, status=200 if database == OK else 503)


@require_safe
@never_cache
async def ready(request: HttpRequest) -> JsonResponse:
    """Whether requests may be sent here: the database answers and has our tables; else what is missing."""
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            missing = sorted(_our_migrations() - await _applied_migrations())
    except (psycopg.Error, OSError, TimeoutError) as error:
        log.warning("the database does not answer: %s", str(error) or type(error).__name__)
        missing = ["database"]
    return JsonResponse({"ready": not missing, "missing": missing}, status=503 if missing else 200)


async def _probe(name: str, question: Awaitable[str]) -> str:
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            return await question
    except (psycopg.Error, RedisError, OSError, TimeoutError) as error:
        # The reason may name hosts and users: it is for the log alone.
        log.warning("%s does not answer: %s", name, str(error) or type(error).__name__)
        return UNREACHABLE


async def _ask_database() -> str:
    async with await _connect() as database:
        await database.execute("SELECT 1")
    return OK


async def _ask_redis() -> str:
    if not settings.ENVIRONMENT.redis_url:
        return NOT_CONFIGURED
    async with redis.asyncio.from_url(settings.ENVIRONMENT.redis_url, retry=Retry(NoBackoff(), 0)) as client:
        await client.ping()
    return OK


async def _applied_migrations() -> set[str]:
    async with await _connect() as database:
        present = await (await database.execute("SELECT to_regclass('django_migrations')")).fetchone()
        if present is None or present[0] is None:
            return set()
        rows = await (await database.execute("SELECT app, name FROM django_migrations")).fetchall()
    return {f"{app}.{name}" for app, name in rows}


@functools.cache
def _our_migrations() -> frozenset[str]:
    loader = MigrationLoader(None)
    return frozenset(f"{app}.{name}" for app, name in loader.disk_migrations or ())


async def _connect() -> psycopg.AsyncConnection[tuple[object, ...]]:
    """A connection of its own, which can be given up at any moment; Django's cannot."""
    names = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey")
    given = connection.get_connection_params()
    parts = {name: given[name] for name in names if given.get(name)}
    return await psycopg.AsyncConnection.connect(**parts, connect_timeout=2, application_name="autofix health")
