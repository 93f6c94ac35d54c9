"""A limit on guessing passwords, counted in Redis.

Counts are of tries, not of failures, so that tries side by side cannot slip through; a success takes
its own count back. When Redis is away, people can still log in and the log says that nobody counts.
"""

from __future__ import annotations

import hashlib
import logging

import redis
from django.conf import settings

log = logging.getLogger("tenants.guessing")
WINDOW_SECONDS = 15 * 60
# One person from one place; one person from anywhere; anybody from one place.
MAX_PAIR, MAX_EMAIL, MAX_ADDRESS = 10, 100, 200


def count_try(email: str, address: str) -> bool:
    """Count a try to log in as ``email`` from the network ``address``; false when there were too many."""
    limits = {_pair(email, address): MAX_PAIR, _key("email", email): MAX_EMAIL, _key("address", address): MAX_ADDRESS}
    try:
        with _client() as client, client.pipeline() as pipeline:
            for key in limits:
                pipeline.set(key, 0, ex=WINDOW_SECONDS, nx=True)
                pipeline.incr(key)
            counts = pipeline.execute()[1::2]
    except (redis.RedisError, OSError, ValueError) as error:
        log.warning("tries to log in are not counted, because Redis does not answer: %s", error)
        return True
    return all(count <= limit for count, limit in zip(counts, limits.values(), strict=True))


def forget_tries(email: str, address: str) -> None:
    """After a success the person begins anew from this place."""
    try:
        with _client() as client:
            client.delete(_pair(email, address))
    except (redis.RedisError, OSError, ValueError) as error:
        log.warning("tries to log in are not forgotten, because Redis does not answer: %s", error)


def _client() -> redis.Redis:
    url = settings.ENVIRONMENT.redis_url
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)


def _pair(email: str, address: str) -> str:
    return _key("pair", f"{email.lower()} {address}")


def _key(kind: str, text: str) -> str:
    # What somebody typed as an email may be their password.
    return f"login:{kind}:{hashlib.sha256(text.lower().encode(errors='replace')).hexdigest()}"
