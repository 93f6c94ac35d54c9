"""A fault of ours is answered in the envelope and told to nobody but the log."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest


def test_the_log_has_the_reason_and_the_caller_its_correlation_id(
    call: Any, token: str, owner_connection: psycopg.Connection[Any], capfd: pytest.CaptureFixture[str]
) -> None:
    owner_connection.execute("ALTER TABLE projects_project RENAME COLUMN repository TO former_name")
    try:
        answer = call("GET", "/api/v1/projects", token=token, headers={"X-Correlation-Id": "our-thread-1"})
    finally:
        owner_connection.execute("ALTER TABLE projects_project RENAME COLUMN former_name TO repository")

    assert (answer.status, answer.error["code"]) == (500, "internal")
    assert answer.error["details"] == {"correlation": "our-thread-1"}
    assert answer.headers["X-Correlation-Id"] == "our-thread-1"
    assert "repository" not in str(answer.json)
    log = capfd.readouterr().err
    assert "[our-thread-1]" in log and "projects_project.repository does not exist" in log


def test_a_database_that_goes_away_is_no_fault_of_the_request(
    call: Any, token: str, owner_connection: psycopg.Connection[Any]
) -> None:
    owner_connection.execute("BEGIN")
    owner_connection.execute("LOCK TABLE projects_project")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
    try:
        answer = call("GET", "/api/v1/projects", token=token)
    finally:
        owner_connection.execute("ROLLBACK")
        connection.close()
        # The pool would hand the short patience on to other tests.
        connection.close_pool()

    assert (answer.status, answer.error["code"]) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "5"
    assert "lock" not in str(answer.json)
