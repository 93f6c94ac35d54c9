"""Personas in Redis for an hour. What is stored belongs to a generation of the tenant's; a change begins a new one.

A reader that was slow stores under the generation it began with, which nobody reads any more after a change. Without
Redis everything is a miss.
"""

from __future__ import annotations

import functools
import logging
import secrets

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from autofix.llm.profile import Profile, from_json, to_json

log = logging.getLogger("autofix.llm")
SECONDS, GENERATION_SECONDS = 3_600, 86_400
PATIENCE = 0.5


class Generation:
    """One look into the cache and, after a miss, the right to store what the database said."""

    def __init__(self, tenant_id: str, project_id: str, name: str) -> None:
        self._tenant_id, self._rest, self._key = tenant_id, f"{project_id}:{name}", ""

    def read(self) -> Profile | None:
        """What is stored; None for a miss."""
        client = _client()
        if client is None:
            return None
        try:
            self._key = f"autofix:persona:{self._tenant_id}:{_generation(client, self._tenant_id)}:{self._rest}"
            found = client.get(self._key)
        except RedisError as error:
            log.warning("personas are read from the database: %s", error)
            return None
        return from_json(found) if isinstance(found, bytes) else None

    def store(self, profile: Profile) -> None:
        """Keep what the database said after ``read`` missed."""
        client = _client()
        if client is None or not self._key:
            return
        try:
            client.set(self._key, to_json(profile), ex=SECONDS)
        except RedisError as error:
            log.warning("a persona is not cached: %s", error)


def drop(tenant_id: str) -> None:
    """Begin a new generation of the tenant's personas; raises ``RedisError``."""
    client = _client()
    if client is not None:
        client.delete(_generation_key(tenant_id))


def _generation(client: redis.Redis, tenant_id: str) -> str:
    key = _generation_key(tenant_id)
    found = client.get(key)
    if found is None:
        # Two readers at once agree on the one that was first.
        client.set(key, secrets.token_hex(8), ex=GENERATION_SECONDS, nx=True)
        found = client.get(key)
    return found.decode() if isinstance(found, bytes) else secrets.token_hex(8)


def _generation_key(tenant_id: str) -> str:
    return f"autofix:personas:{tenant_id}"


def _client() -> redis.Redis | None:
    url = settings.ENVIRONMENT.redis_url
    return _connected(url) if url else None


@functools.cache
def _connected(url: str) -> redis.Redis:
    patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    return redis.Redis.from_url(url, retry=Retry(NoBackoff(), 0), **patience)
