"""What a token may do within its own tenant."""

from __future__ import annotations

from typing import Any

import pytest

READ_ONLY = frozenset({"projects:read", "issues:read", "fixes:read", "deployments:read"})


def test_a_projects_token_reaches_its_own_project(call: Any, make_token: Any, tenant: str, project: str) -> None:
    answer = call("GET", f"/api/v1/projects/{project}", token=make_token(tenant, project))

    assert answer.status == 200
    assert answer.data["project_id"] == project


@pytest.mark.parametrize("path", ["", "/issues", "/fixes", "/deployments", "/secrets"])
def test_a_projects_token_does_not_reach_another_project(
    path: str, call: Any, make_token: Any, tenant: str, project: str, second_project: str
) -> None:
    answer = call("GET", f"/api/v1/projects/{project}{path}", token=make_token(tenant, second_project))

    assert (answer.status, answer.error["code"]) == (403, "forbidden")


def test_nor_the_rows_of_another_project(
    call: Any, make_token: Any, make_fix: Any, deployment: str, issue: str, tenant: str, second_project: str
) -> None:
    token, fix = make_token(tenant, second_project), make_fix()
    paths = [f"issues/{issue}", f"fixes/{fix}", f"deployments/{deployment}"]
    paths += [f"subjects/{subject}/events" for subject in (issue, fix, deployment)]

    assert [call("GET", f"/api/v1/{path}", token=token).status for path in paths] == [403] * len(paths)
    assert call("POST", f"/api/v1/fixes/{fix}/cancel", token=token).status == 403
    assert call("POST", f"/api/v1/deployments/{deployment}/cancel", token=token).status == 403


@pytest.mark.parametrize("path", ["/projects", "/jobs"])
def test_lists_of_the_tenant_are_for_its_own_tokens(
    path: str, call: Any, make_token: Any, tenant: str, project: str
) -> None:
    assert call("GET", f"/api/v1{path}", token=make_token(tenant, project)).status == 403
    assert call("GET", f"/api/v1{path}", token=make_token(tenant)).status == 200


def test_a_token_that_reads_does_not_write(
    call: Any, make_token: Any, make_fix: Any, ended_deployment: str, dead_job: str, issue: str, tenant: str, shop: Any
) -> None:
    token, fix, project = make_token(tenant, scopes=READ_ONLY), make_fix("awaiting"), f"/api/v1/projects/{shop.id}"
    writes: list[tuple[str, str, object]] = [
        ("POST", "/api/v1/projects", {"name": "n", "type": "react-node", "repository": "r"}),
        ("PATCH", project, {"status": "paused"}),
        ("PUT", f"{project}/secrets/TOKEN", {"value": "v"}),
        ("DELETE", f"{project}/secrets/GITHUB_WEBHOOK_SECRET", None),
        ("POST", f"{project}/issues", {"message": "m"}),
        ("POST", f"{project}/fix/generate", {"issue_id": issue}),
        *(("POST", f"/api/v1/fixes/{fix}/{act}", None) for act in ("approve", "reject", "retry", "cancel", "revert")),
        ("POST", f"{project}/deploy", {}),
        ("POST", f"{project}/rollback/{ended_deployment}", None),
        ("POST", f"/api/v1/deployments/{ended_deployment}/rollback", None),
        ("POST", f"/api/v1/deployments/{ended_deployment}/cancel", None),
        ("POST", f"/api/v1/jobs/{dead_job}/replay", None),
    ]

    refused = [call(method, path, body, token=token) for method, path, body in writes]

    assert [answer.status for answer in refused] == [403] * len(writes)
    assert all("lacks the scope" in answer.error["message"] for answer in refused)
    assert call("GET", f"/api/v1/fixes/{fix}", token=token).data["version"] == 3


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer aft_unknown", "Bearer two words", "Bearer \xff", "Basic eDp5"]
)
def test_without_a_known_token_nothing_is_answered(header: str, call: Any, project: str) -> None:
    answer = call("GET", f"/api/v1/projects/{project}", headers={"Authorization": header})

    assert (answer.status, answer.error["code"]) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_revoked_token_is_unknown(call: Any, token: str, tenant: str) -> None:
    from django.utils import timezone

    from autofix.core.tenancy import tenant_scope
    from tenants.models import ApiToken

    assert call("GET", "/api/v1/projects", token=token).status == 200
    with tenant_scope(tenant):
        ApiToken.objects.filter(start=token[:10]).update(revoked_at=timezone.now())

    assert call("GET", "/api/v1/projects", token=token).status == 401
