"""What happened to a subject, in order."""

from __future__ import annotations

from typing import Any

import pytest


def test_the_events_of_a_fix(call: Any, token: str, make_fix: Any) -> None:
    fix = make_fix("merged")

    timeline = call("GET", f"/api/v1/subjects/{fix}/events", token=token).data
    assert [event["version"] for event in timeline["items"]] == [1, 2, 3, 4, 5, 6]
    assert timeline["items"][0]["name"] == "fix.requested"
    assert timeline["items"][0]["actor"] == "somebody"
    assert all(set(event) == {"name", "at", "actor", "version", "data"} for event in timeline["items"])
    assert timeline["next"] is None


def test_only_what_is_new(call: Any, token: str, make_fix: Any) -> None:
    fix = make_fix("merged")

    later = call("GET", f"/api/v1/subjects/{fix}/events?after=4", token=token).data["items"]
    assert [event["version"] for event in later] == [5, 6]
    assert call("GET", f"/api/v1/subjects/{fix}/events?after=6", token=token).data["items"] == []


def test_a_long_timeline_comes_in_pages(call: Any, token: str, make_fix: Any) -> None:
    fix = make_fix("merged")

    first = call("GET", f"/api/v1/subjects/{fix}/events?limit=4", token=token).data
    rest = call("GET", f"/api/v1/subjects/{fix}/events?limit=4&after={first['next']}", token=token).data
    assert [event["version"] for event in first["items"] + rest["items"]] == [1, 2, 3, 4, 5, 6]
    assert rest["next"] is None


@pytest.mark.parametrize("kind", ["issue", "deployment", "project"])
def test_the_other_subjects_have_one_too(kind: str, call: Any, token: str, request: pytest.FixtureRequest) -> None:
    subject = request.getfixturevalue(kind)

    assert call("GET", f"/api/v1/subjects/{subject}/events", token=token).data["items"][0]["version"] == 1


def test_the_scope_is_the_subjects(call: Any, make_token: Any, tenant: str, make_fix: Any, issue: str) -> None:
    token, fix = make_token(tenant, scopes=frozenset({"issues:read"})), make_fix()

    assert call("GET", f"/api/v1/subjects/{issue}/events", token=token).status == 200
    assert call("GET", f"/api/v1/subjects/{fix}/events", token=token).status == 403


def test_the_tenants_own_timeline_is_not_told(call: Any, token: str, tenant: str) -> None:
    assert call("GET", f"/api/v1/subjects/{tenant}/events", token=token).status == 404


@pytest.mark.parametrize("after", ["-1", "x", "99999999999"])
def test_a_version_is_a_number(after: str, call: Any, token: str, issue: str) -> None:
    assert call("GET", f"/api/v1/subjects/{issue}/events?after={after}", token=token).status == 422
