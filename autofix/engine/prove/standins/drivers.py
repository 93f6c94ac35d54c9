"""Which stores an application talks to, by the drivers that its manifest declares and by what its code names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from autofix.engine.prove.standins.sources import Sources

POSTGRESQL, MONGODB, REDIS, MYSQL = "postgresql", "mongodb", "redis", "mysql"
PORTS = {POSTGRESQL: 5432, MONGODB: 27017, REDIS: 6379}
SHOWN = {POSTGRESQL: "PostgreSQL", MONGODB: "MongoDB", REDIS: "Redis", MYSQL: "MySQL"}
MAX_NAMES = 8

_DRIVERS = {
    POSTGRESQL: frozenset(
        "pg pg-promise postgres slonik psycopg psycopg2 psycopg2-binary psycopg-binary asyncpg aiopg".split()
    ),
    MONGODB: frozenset(
        "mongoose mongodb @nestjs/mongoose connect-mongo monk mongojs pymongo mongoengine motor beanie odmantic "
        "flask-pymongo flask-mongoengine djongo".split()
    ),
    REDIS: frozenset(
        "redis ioredis bull bullmq bee-queue connect-redis rate-limit-redis @nestjs/bull @nestjs/bullmq @fastify/redis "
        "handy-redis aioredis rq django-rq django-redis channels-redis flask-redis".split()
    ),
    MYSQL: frozenset("mysql mysql2 pymysql mysqlclient mysql-connector-python aiomysql flask-mysqldb mariadb".split()),
}
# What shows that a declared driver is used, by itself or below something else.
_SIGNS = {
    POSTGRESQL: re.compile(
        r"postgres|psycopg|asyncpg|['\"]pg['\"]|pg-promise|slonik|sequelize|typeorm|knex|sqlalchemy|sqlmodel"
        r"|django\.db|dj_database_url|\benv\.db\(|drizzle|mikro-orm",
        re.I,
    ),
    MONGODB: re.compile(r"mongo|beanie|odmantic|\bmotor\b|\bmonk\b", re.I),
    REDIS: re.compile(r"redis|\bbull|bee-queue|celery|['\"\s]rq\b|channels", re.I),
    MYSQL: re.compile(r"mysql|mariadb", re.I),
}
_SQLITE = re.compile(r"sqlite(?:3|\+\w+)?\b", re.I)
_ADDRESS = re.compile(
    r"\b(postgres(?:ql)?|mongodb|rediss?)(\+\w+)?://(?:([^\s:@/'\"`]{1,60})(?::[^\s@'\"`]{0,100})?@)?"
    r"(\w[\w.-]{0,100})(?::(\d{1,5}))?(?:/([\w-]{1,60}))?"
)
_LOCAL = ("localhost", "127.0.0.1")
# One setting of a connection with its literal, behind || or as a getter's default too.
_FIELD = r"""['"]?\b%s['"]?\s*[:=]\s*(?:[\w.]+(?:\(\s*['"]\w+['"]\s*,|\s*(?:\|\||\?\?))\s*)?['"]([\w-]{1,60})['"]"""
_ROLE = re.compile(_FIELD % r"(?:user|username|USER|DB_USER|POSTGRES_USER)")
_DATABASE = re.compile(_FIELD % r"(?:database|dbname|NAME|DB_NAME|POSTGRES_DB)")
_SEQUELIZE = re.compile(r"new Sequelize\(\s*['\"]([\w-]{1,60})['\"]\s*,\s*['\"]([\w-]{1,60})['\"]")
_ENCRYPTED = re.compile(r"\bssl\b|\bsslmode\b|ssl_require|rejectUnauthorized")
_SPEAKS_SQL = re.compile(r"postgres|psycopg|['\"]pg['\"]|asyncpg", re.I)


@dataclass(frozen=True)
class Wanted:
    """What the code talks to.

    ``kinds`` are stores that can stand in; ``is_file`` is true where the code knows SQLite as well, and may need no
    PostgreSQL. ``roles`` and ``databases`` are what the code names where it spells an address out. ``scheme`` is
    how a PostgreSQL address of this application begins. ``lacking`` names what has no stand-in,
    ``far`` the addresses of other machines that the code spells out, by their store.
    ``is_encrypted`` is true where it may ask PostgreSQL for an encrypted session.
    """

    kinds: frozenset[str]
    is_file: bool
    roles: tuple[str, ...]
    databases: tuple[str, ...]
    scheme: str
    lacking: tuple[str, ...]
    far: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_encrypted: bool = False


def stores_wanted(sources: Sources) -> Wanted:
    """The stores of the application, from its files alone."""
    text = "\n".join(text for _, text in sources.code)
    values = "\n".join((*sources.loaded_values.values(), *sources.example_values.values()))
    said = f"{text}\n{values}"
    declared = {k for k, names in _DRIVERS.items() if names & sources.dependencies and _SIGNS[k].search(said)}
    if not sources.dependencies:
        declared |= {MONGODB for word in ("mongoose", "pymongo", "motor") if f"import {word}" in text}
    roles: dict[str, None] = {}
    databases: dict[str, None] = {}
    far: dict[str, list[str]] = {}
    for scheme, _, user, host, port, name in _ADDRESS.findall(text):
        kind = _kind(scheme)
        if host not in _LOCAL or (port and int(port) != PORTS[kind]):
            far.setdefault(kind, []).append(f"{SHOWN[kind]} at {host}{':' + port if port else ''}")
        elif kind == POSTGRESQL:
            roles |= {user: None} if user else {}
            databases |= {name: None} if name else {}
    if POSTGRESQL in declared:
        for _, part in sources.code:
            if _SPEAKS_SQL.search(part):
                roles |= dict.fromkeys(_ROLE.findall(part))
                databases |= dict.fromkeys(_DATABASE.findall(part))
                for name, user in _SEQUELIZE.findall(part):
                    databases[name], roles[user] = None, None
    lacking = (SHOWN[MYSQL],) if MYSQL in declared and not declared & {POSTGRESQL, MONGODB} else ()
    return Wanted(
        kinds=frozenset(declared - {MYSQL}),
        is_file=bool(_SQLITE.search(said)),
        roles=tuple(roles)[:MAX_NAMES],
        databases=tuple(databases)[:MAX_NAMES],
        scheme=_scheme(sources, said),
        lacking=lacking,
        far={kind: tuple(dict.fromkeys(places))[:MAX_NAMES] for kind, places in far.items() if kind in declared},
        is_encrypted=bool(_ENCRYPTED.search(text)),
    )


def _kind(scheme: str) -> str:
    return MONGODB if scheme == "mongodb" else REDIS if scheme.startswith("redis") else POSTGRESQL


def _scheme(sources: Sources, text: str) -> str:
    """How SQLAlchemy is told the driver; everybody else takes the plain form."""
    spelled = re.search(r"\bpostgresql\+(?:asyncpg|psycopg2?|psycopg_async)(?=://)", text)
    declared = sources.dependencies
    if sources.application.ecosystem != "pip" or not declared & {
        "sqlalchemy",
        "flask-sqlalchemy",
        "sqlmodel",
        "databases",
    }:
        return "postgresql"
    # Code that puts the driver in by itself wants the plain form.
    is_replaced = re.search(r"\.replace\(\s*['\"]postgres(?:ql)?://", text)
    if spelled and not is_replaced:
        return spelled[0]
    if "create_async_engine" in text and "asyncpg" in declared and not is_replaced:
        return "postgresql+asyncpg"
    second, third = declared & {"psycopg2", "psycopg2-binary"}, declared & {"psycopg", "psycopg-binary"}
    if is_replaced or bool(second) == bool(third) or "psycopg2.connect(" in text:
        return "postgresql"
    # Which one the plain form means depends on SQLAlchemy's version.
    return "postgresql+psycopg2" if second else "postgresql+psycopg"
