"""PostgreSQL and Redis servers of one's own: are they there, and is the login what it should be."""

from __future__ import annotations

from urllib.parse import urlsplit

import psycopg
import redis

from autofix.adapters.embedded.postgresql_programs import OLDEST as OLDEST_POSTGRESQL
from autofix.adapters.embedded.redis_program import OLDEST as OLDEST_REDIS
from autofix.adapters.embedded.roles import APP
from autofix.cli.checks.check import Check, State

_SECONDS = 5
_ROLES = "docs/operations.md has the SQL that makes the roles"
# Belonging to a role that goes past the policies is as good as being one.
_RIGHTS = """
    SELECT current_user,
           bool_or(r.rolsuper),
           bool_or(r.rolbypassrls),
           EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')
                     AND pg_has_role(current_user, c.relowner, 'MEMBER')),
           has_schema_privilege(current_user, 'public', 'CREATE'),
           extract(epoch FROM clock_timestamp())::float8
    FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER')
"""


def check_database(url: str, now: float) -> tuple[Check, ...]:
    """Is the server there, is the role bound by row-level security, and does its clock agree with ``now``.

    ``now`` is in seconds since the epoch. No password appears in what is answered.
    """
    where = shown_url(url)
    try:
        with psycopg.connect(url, connect_timeout=_SECONDS) as connection:
            version = connection.info.server_version
            row = connection.execute(_RIGHTS).fetchone()
    except psycopg.Error as error:
        said = " ".join(str(error).split())
        return (
            Check("postgresql", State.MISSING, f"{where} cannot be used: {said}", "start it, or correct DATABASE_URL"),
        )
    if version // 10000 < OLDEST_POSTGRESQL:
        server = Check(
            "postgresql",
            State.MISSING,
            f"{where} is version {version // 10000}",
            f"use PostgreSQL {OLDEST_POSTGRESQL} or later",
        )
    else:
        server = Check("postgresql", State.OK, f"{where}, version {version // 10000}")
    if row is None:
        return (server, Check("database role", State.WARNING, "its rights could not be read", _ROLES))
    role, is_superuser, bypasses, is_owner, may_create, clock = row
    return (
        server,
        _check_role(role, is_superuser=is_superuser, bypasses=bypasses, is_owner=is_owner, may_create=may_create),
        _check_clock(clock - now),
    )


def check_redis(url: str) -> Check:
    """Is the server there, and does it keep what it is given."""
    where = shown_url(url)
    try:
        with redis.Redis.from_url(url, socket_timeout=_SECONDS, socket_connect_timeout=_SECONDS) as client:
            version = str(client.info("server")["redis_version"])
            policy = str(client.info("memory").get("maxmemory_policy", "noeviction"))
    except (redis.RedisError, ValueError, OSError) as error:
        return Check("redis", State.MISSING, f"{where} cannot be used: {error}", "start it, or correct REDIS_URL")
    if int(version.split(".")[0]) < OLDEST_REDIS:
        return Check("redis", State.MISSING, f"{where} is version {version}", f"use Redis {OLDEST_REDIS} or later")
    if policy != "noeviction":
        return Check(
            "redis",
            State.WARNING,
            f"{where} drops entries when it is full (maxmemory-policy {policy}); work then waits for the sweeper",
            "set maxmemory-policy to noeviction",
        )
    return Check("redis", State.OK, f"{where}, version {version}")


def shown_url(url: str) -> str:
    """An address without its password, for people."""
    parts = urlsplit(url)
    _, _, place = parts.netloc.rpartition("@")
    user = f"{parts.username}@" if parts.username else ""
    return f"{parts.scheme}://{user}{place}{parts.path}"


def _check_role(role: str, *, is_superuser: bool, bypasses: bool, is_owner: bool, may_create: bool) -> Check:
    found = ""
    if is_superuser:
        found = f"{role} is a superuser, or a member of one: no policy binds it, tenants see each other's rows"
    elif bypasses:
        found = f"{role} has BYPASSRLS, or is a member of a role that has: tenants see each other's rows"
    elif is_owner:
        found = f"{role} owns tables, or is a member of their owner: it can switch their policies off"
    if found:
        return Check("database role", State.MISSING, found, f"let DATABASE_URL name the role {APP}; {_ROLES}")
    if may_create:
        return Check(
            "database role", State.WARNING, f"{role} may make tables in the schema public, and needs not", _ROLES
        )
    return Check("database role", State.OK, f"{role} is bound by row-level security")


def _check_clock(seconds: float) -> Check:
    if abs(seconds) > _SECONDS:
        return Check(
            "clock",
            State.WARNING,
            f"the database's clock and this machine's are {abs(seconds):.0f} s apart: leases and times will be off",
            "set both by NTP",
        )
    return Check("clock", State.OK, "this machine and the database agree")
