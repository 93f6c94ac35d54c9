"""``/health`` and ``/ready`` of a real server, with its services there, away and mute."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

ANSWER_SECONDS = 30.0


def ask(address: str) -> tuple[int, dict[str, Any]]:
    """The status and the JSON at an address."""
    try:
        with urllib.request.urlopen(address, timeout=ANSWER_SECONDS) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


@pytest.fixture
def mute() -> Iterator[str]:
    """The address of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=20) as listener:
        yield f"127.0.0.1:{listener.getsockname()[1]}"


def test_everything_is_there(serve: Any, redis_url: str) -> None:
    status, told = ask(serve(REDIS_URL=redis_url) + "/health")

    assert status == 200
    assert set(told) == {"status", "timestamp", "services", "version"}
    assert told["status"] == "ok"
    assert told["services"] == {"database": "ok", "redis": "ok", "external_apis": "not_configured"}


def test_without_redis_the_service_is_degraded_and_answers(serve: Any) -> None:
    status, told = ask(serve(REDIS_URL="unix:///nowhere/redis.sock") + "/health")

    assert (status, told["status"], told["services"]["redis"]) == (200, "degraded", "unreachable")


def test_without_the_database_it_is_not_healthy(serve: Any) -> None:
    server = serve(DATABASE_URL="postgresql://autofix_app:hidden@127.0.0.1:1/autofix")
    status, told = ask(server + "/health")

    assert (status, told["status"], told["services"]["database"]) == (503, "unreachable", "unreachable")
    assert "hidden" not in str(told) and "127.0.0.1" not in str(told)
    assert ask(server + "/ready") == (503, {"ready": False, "missing": ["database"]})


def test_services_that_do_not_answer_are_given_up(serve: Any, mute: str) -> None:
    server = serve(DATABASE_URL=f"postgresql://autofix_app@{mute}/autofix", REDIS_URL=f"redis://{mute}/0")
    status, told = ask(server + "/health")

    assert (status, told["services"]["database"], told["services"]["redis"]) == (503, "unreachable", "unreachable")
    assert ask(server + "/ready") == (503, {"ready": False, "missing": ["database"]})


def test_ready_wants_every_migration(serve: Any, owner_connection: psycopg.Connection[Any]) -> None:
    server = serve()
    assert ask(server + "/ready") == (200, {"ready": True, "missing": []})
    rename = "UPDATE django_migrations SET name = %s WHERE app = 'core' AND name = %s"
    owner_connection.execute(rename, ["0003_unknown", "0003_jobs"])
    try:
        assert ask(server + "/ready") == (503, {"ready": False, "missing": ["core.0003_jobs"]})
        assert ask(server + "/health")[0] == 200
    finally:
        owner_connection.execute(rename, ["0003_jobs", "0003_unknown"])


def test_a_database_without_our_tables_is_not_ready(serve: Any, database: Any) -> None:
    address = database.url("autofix_owner")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE DATABASE bare")
        try:
            status, told = ask(serve(DATABASE_URL=address.replace("/autofix?", "/bare?")) + "/ready")
        finally:
            connection.execute("DROP DATABASE bare WITH (FORCE)")

    assert status == 503
    assert "core.0002_initial" in told["missing"]


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_probes_only_read(path: str, database: object) -> None:
    from django.test import Client

    assert Client().post(path).status_code == 405
    assert Client().get(path).headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
