from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
import redis

from autofix.adapters.embedded import PostgreSQL, Redis
from autofix.cli.checks.check import State
from autofix.cli.checks.servers import check_database, check_redis, shown_url


@pytest.fixture(scope="module")
def folder():
    above = Path(tempfile.mkdtemp(prefix="autofix-test-", dir="/tmp"))
    above.chmod(0o711)
    yield above
    shutil.rmtree(above)


@pytest.fixture(scope="module")
def server(folder):
    with PostgreSQL.running(folder / "pg", is_durable=False) as running:
        for statement in (
            "CREATE ROLE root_like LOGIN SUPERUSER",
            "CREATE ROLE bypassing LOGIN BYPASSRLS",
            "CREATE ROLE friend LOGIN IN ROLE autofix_owner",
            "CREATE ROLE maker LOGIN",
            "GRANT CONNECT ON DATABASE autofix TO bypassing, maker",
            "GRANT CREATE ON SCHEMA public TO maker",
        ):
            run(running, "postgres", statement)
        run(running, "autofix_owner", "CREATE TABLE things (n int)")
        yield running


def run(server, role, statement):
    with psycopg.connect(server.url(role), autocommit=True) as connection:
        connection.execute(statement)


def role_check(server, role):
    return {check.name: check for check in check_database(server.url(role), time.time())}["database role"]


def test_the_services_role_is_well(server):
    found, role, clock = check_database(server.url("autofix_app"), time.time())
    assert [check.state for check in (found, role, clock)] == [State.OK] * 3
    assert "version 18" in found.found or "version" in found.found


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("postgres", "is a superuser"),
        ("root_like", "is a superuser"),
        ("bypassing", "has BYPASSRLS"),
        ("autofix_owner", "owns tables"),
        ("friend", "member of their owner"),
    ],
)
def test_a_role_that_no_policy_binds_is_refused(server, name, words):
    check = role_check(server, name)
    assert check.state is State.MISSING
    assert words in check.found
    assert "autofix_app" in check.remedy


def test_a_role_that_may_make_tables_is_warned_of(server):
    assert role_check(server, "maker").state is State.WARNING


def test_clocks_that_differ_are_noticed(server):
    clock = check_database(server.url("autofix_app"), time.time() - 100)[-1]
    assert clock.state is State.WARNING
    assert "100 s apart" in clock.found


def test_a_database_that_is_not_there(server):
    [check] = check_database(server.url("autofix_app", "no_such_database"), time.time())
    assert check.state is State.MISSING
    assert "no_such_database" in check.found


def test_a_redis_that_evicts_is_warned_of(folder):
    with Redis.running(folder / "redis") as running:
        assert check_redis(running.url).state is State.OK
        with contextlib.closing(redis.Redis.from_url(running.url)) as client:
            client.config_set("maxmemory-policy", "allkeys-lru")
        check = check_redis(running.url)
    assert check.state is State.WARNING
    assert "allkeys-lru" in check.found
    assert check_redis(running.url).state is State.MISSING


def test_no_password_is_shown():
    assert shown_url("postgresql://me:pass@word@host:5432/db?sslmode=require") == "postgresql://me@host:5432/db"
    assert shown_url("redis://:secret@cache:6379/0") == "redis://cache:6379/0"
