"""Deployments over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from autofix.core.events import record
from autofix.core.tenancy import tenant_scope
from autofix.deployments.models import Deployment, Phase
from autofix.projects.models import Project

COMMIT = "c" * 40


def test_a_deployment_is_accepted_with_its_phases(call: Any, token: str, shop: Any) -> None:
    agent = {"User-Agent": "curl/8 " + "x" * 300}
    begun = call("POST", f"/api/v1/projects/{shop.id}/deploy", {"commit": COMMIT}, token=token, headers=agent)

    assert begun.status == 202
    assert (begun.data["status"], begun.data["operation"], begun.data["commit"]) == ("pending", "deploy", COMMIT)
    assert begun.data["environment"] == "production"
    assert begun.data["user_agent"] == agent["User-Agent"][:200]
    assert begun.data["requested_by"].startswith("token:tok_")
    assert [phase["name"] for phase in begun.data["phases"]][:2] == ["initialization", "validation"]
    assert call("GET", f"/api/v1/deployments/{begun.data['deployment_id']}", token=token).data == begun.data


def test_without_a_body_the_newest_commit_goes_to_production(call: Any, token: str, shop: Any) -> None:
    begun = call("POST", f"/api/v1/projects/{shop.id}/deploy", token=token)

    assert (begun.status, begun.data["commit"], begun.data["environment"]) == (202, "", "production")


def test_a_phase_tells_what_it_did(call: Any, token: str, tenant: str, deployment: str) -> None:
    from datetime import UTC, datetime, timedelta

    begin = datetime(2026, 1, 1, tzinfo=UTC)
    with tenant_scope(tenant):
        Phase.objects.filter(deployment=deployment, name="validation").update(
            status="success",
            attempts=2,
            message="fine",
            data={"checks": 3},
            errors=["e"],
            warnings=["w"],
            started_at=begin,
            finished_at=begin + timedelta(milliseconds=1500),
        )

    phases = call("GET", f"/api/v1/deployments/{deployment}", token=token).data["phases"]
    assert phases[1] == {
        "name": "validation",
        "status": "success",
        "attempts": 2,
        "message": "fine",
        "data": {"checks": 3},
        "errors": ["e"],
        "warnings": ["w"],
        "started_at": "2026-01-01T00:00:00Z",
        "finished_at": "2026-01-01T00:00:01.500000Z",
        "duration_ms": 1500,
    }
    assert phases[0]["duration_ms"] is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"commit": "main"}, "commit"),
        ({"commit": COMMIT.upper()}, "commit"),
        ({"commit": "c" * 12}, "commit"),
        ({"environment": "../x"}, "environment"),
        ({"environment": "e" * 41}, "environment"),
        ({"wait": "perhaps"}, "wait"),
        ({"branch": "main"}, "branch"),
    ],
)
def test_a_wish_that_is_not_one(body: object, field: str, call: Any, token: str, shop: Any) -> None:
    answer = call("POST", f"/api/v1/projects/{shop.id}/deploy", body, token=token)

    assert answer.status == 422
    assert set(answer.error["details"]["fields"]) == {field}


def test_a_second_one_waits_or_is_refused_as_asked(
    call: Any, token: str, tenant: str, shop: Any, deployment: str
) -> None:
    with tenant_scope(tenant):
        record(Deployment.objects.get(pk=deployment), "deployment.run.started", {"status": "in_progress"})
    path = f"/api/v1/projects/{shop.id}/deploy"

    refused = call("POST", path, {"wait": False}, token=token)
    assert (refused.status, refused.error["code"]) == (409, "conflict")
    assert call("POST", path, {"wait": False, "environment": "staging"}, token=token).status == 202
    assert call("POST", path, {"wait": True}, token=token).status == 202


def test_what_the_configuration_allows_is_asked_when_it_begins(
    call: Any, token: str, tenant: str, project: str
) -> None:
    with tenant_scope(tenant):
        Project.objects.filter(pk=project).update(configuration="policy: {stop_at: merge}")
    answer = call("POST", f"/api/v1/projects/{project}/deploy", token=token)

    assert (answer.status, answer.data["status"]) == (202, "pending")


@pytest.mark.parametrize("path", ["deployments/{deployment}/rollback", "projects/{project}/rollback/{deployment}"])
def test_a_rollback_is_a_deployment_of_its_own(
    path: str, call: Any, token: str, shop: Any, ended_deployment: str
) -> None:
    address = "/api/v1/" + path.format(deployment=ended_deployment, project=shop.id)
    begun = call("POST", address, token=token, headers={"User-Agent": "curl/8"})

    assert begun.status == 202
    assert begun.data["deployment_id"] != ended_deployment
    assert (begun.data["operation"], begun.data["release"]) == ("rollback", "dep_before")
    assert begun.data["metadata"]["rolls_back"] == ended_deployment
    assert begun.data["user_agent"] == "curl/8"


def test_a_rollback_below_another_project_finds_nothing(
    call: Any, token: str, second_project: str, ended_deployment: str
) -> None:
    answer = call("POST", f"/api/v1/projects/{second_project}/rollback/{ended_deployment}", token=token)

    assert (answer.status, answer.error["code"]) == (404, "not_found")


def test_cancelling_one_that_waits(call: Any, token: str, deployment: str) -> None:
    cancelled = call("POST", f"/api/v1/deployments/{deployment}/cancel", token=token)

    assert (cancelled.status, cancelled.data["status"]) == (202, "cancelled")
    assert call("POST", f"/api/v1/deployments/{deployment}/cancel", token=token).status == 409


@pytest.mark.parametrize(
    ("query", "is_listed"),
    [("", True), ("environment=production", True), ("environment=staging", False), ("status=failed", False)],
)
def test_the_list_and_its_filters(
    query: str, is_listed: bool, call: Any, token: str, shop: Any, deployment: str
) -> None:
    listed = call("GET", f"/api/v1/projects/{shop.id}/deployments?{query}", token=token).data["items"]

    assert [row["deployment_id"] for row in listed] == [deployment] * is_listed


def test_only_so_many_wait_and_a_cancelled_one_makes_room(
    call: Any, token: str, shop: Any, deployment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autofix.deployments.services.MAX_WAITING", 2)
    deploy = f"/api/v1/projects/{shop.id}/deploy"
    assert call("POST", deploy, {"environment": "another"}, token=token).status == 202

    refused = call("POST", deploy, {"environment": "a-third"}, token=token)

    assert (refused.status, refused.error["code"]) == (409, "conflict")
    assert call("POST", f"/api/v1/deployments/{deployment}/cancel", token=token).status == 202
    assert call("POST", deploy, token=token).status == 202
