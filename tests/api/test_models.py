"""Endpoints, ceilings and cost over the API: who may set them, and that a key never comes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from autofix.core.tenancy import tenant_scope
from autofix.llm.endpoints import endpoints_of
from autofix.llm.models import Call
from autofix.projects.models import Project

KEY = "key-" + "4711-of-the-tests"
WANTED = {"base_url": "https://llm.example.com/v1", "model": "gpt-test", "key": KEY, "usd_input": 2.5, "usd_output": 10}


@pytest.mark.parametrize("where", ["/api/v1/llm/endpoints", "/api/v1/projects/{}/llm/endpoints"])
def test_an_endpoint_is_made_changed_and_removed(where: str, call: Any, token: str, tenant: str, project: str) -> None:
    path = where.format(project)
    made = call("POST", path, WANTED, token=token)
    assert made.status == 201
    one = f"{path}/{made.data['endpoint_id']}"
    assert (made.data["has_key"], made.data["usd_input"], made.data["order"], made.data["version"]) == (True, 2.5, 0, 1)
    changed = call("PATCH", one, {"order": 3, "model": "other"}, token=token, headers={"If-Match": '"1"'})

    assert (changed.status, changed.data["order"], changed.data["version"]) == (200, 3, 2)
    assert call("GET", one, token=token).data == changed.data
    assert call("GET", path, token=token).data["items"] == [changed.data]
    with tenant_scope(tenant):
        (access,) = endpoints_of(Project.objects.get(pk=project))
    assert (access.model, access.key) == ("other", KEY)
    assert call("DELETE", one, token=token).status == 200
    assert call("GET", one, token=token).status == 404


def test_no_answer_no_event_and_no_log_has_the_key(
    call: Any, token: str, tenant: str, project: str, connect: Callable[..., Any], caplog: Any
) -> None:
    made = call("POST", f"/api/v1/projects/{project}/llm/endpoints", WANTED, token=token)
    path = f"/api/v1/projects/{project}/llm/endpoints/{made.data['endpoint_id']}"
    said = [made, call("GET", path, token=token), call("PATCH", path, {"key": KEY + " "}, token=token)]
    said += [call("PATCH", path, {"base_url": "https://elsewhere.example.com"}, token=token)]
    said += [call("GET", f"/api/v1/projects/{project}/llm/endpoints", token=token)]

    assert [one.status for one in said] == [201, 200, 422, 422, 200]
    assert KEY not in json.dumps([one.json for one in said])
    assert KEY not in caplog.text
    stored = connect("autofix_app", tenant)
    for table in ("llm_endpoint", "core_event", "core_job"):
        rows = str(stored.execute(f"SELECT t::text FROM {table} t").fetchall())
        assert rows != "[]" or table == "core_job"
        assert KEY not in rows and KEY.encode().hex() not in rows


@pytest.mark.parametrize(
    "body",
    [
        {"model": "m"},
        {**WANTED, "base_url": "http://llm.example.com/v1"},
        {**WANTED, "base_url": "https://127.0.0.1/v1"},
        {**WANTED, "usd_output": None},
        {**WANTED, "usd_input": -1},
        {**WANTED, "key": "two words"},
        {**WANTED, "key": "line\nbreak"},
        {**WANTED, "model": "m m"},
        {**WANTED, "sealed": "x"},
    ],
)
def test_a_wrong_one_is_refused(body: dict[str, object], call: Any, token: str) -> None:
    refused = call("POST", "/api/v1/llm/endpoints", body, token=token)

    assert (refused.status, refused.error["code"]) == (422, "invalid")
    assert call("GET", "/api/v1/llm/endpoints", token=token).data["items"] == []


def test_a_change_of_what_somebody_else_changed_is_a_conflict(call: Any, token: str, tenant_endpoint: str) -> None:
    path = f"/api/v1/llm/endpoints/{tenant_endpoint}"
    call("PATCH", path, {"order": 1}, token=token)
    refused = call("PATCH", path, {"order": 2}, token=token, headers={"If-Match": '"1"'})

    assert (refused.status, refused.error["details"]) == (409, {"version_sent": 1, "version": 2})


@pytest.mark.parametrize("path", ["/api/v1/llm/endpoints", "/api/v1/llm/budget", "/api/v1/llm/cost"])
def test_a_token_of_one_project_does_not_reach_the_tenants(
    path: str, call: Any, tenant: str, project: str, make_token: Any
) -> None:
    assert call("GET", path, token=make_token(tenant, project)).status == 403
    assert call("GET", path, token=make_token(tenant)).status == 200
    assert call("GET", path, token=make_token(tenant, scopes=frozenset({"fixes:read"}))).status == 403
    assert call("GET", path).status == 401


def test_who_may_read_may_not_set(call: Any, tenant: str, project: str, make_token: Any, tenant_endpoint: str) -> None:
    reader = make_token(tenant, scopes=frozenset({"projects:read"}))
    asked = [
        ("POST", "/api/v1/llm/endpoints", WANTED),
        ("POST", f"/api/v1/projects/{project}/llm/endpoints", WANTED),
        ("PATCH", f"/api/v1/llm/endpoints/{tenant_endpoint}", {"order": 1}),
        ("DELETE", f"/api/v1/llm/endpoints/{tenant_endpoint}", None),
        ("PUT", "/api/v1/llm/budget", {"usd_per_fix": 1}),
    ]

    assert [call(method, path, body, token=reader).status for method, path, body in asked] == [403] * 5


def test_a_projects_endpoint_is_not_reached_through_another(
    call: Any, token: str, second_project: str, project_endpoint: str, tenant_endpoint: str
) -> None:
    for endpoint in (project_endpoint, tenant_endpoint):
        assert call("GET", f"/api/v1/projects/{second_project}/llm/endpoints/{endpoint}", token=token).status == 404
    assert call("GET", f"/api/v1/llm/endpoints/{project_endpoint}", token=token).status == 404


def test_ceilings_are_set_by_name_and_taken_away_with_null(call: Any, token: str) -> None:
    path = "/api/v1/llm/budget"
    assert call("GET", path, token=token).data["usd_per_fix"] is None
    first = call("PUT", path, {"usd_per_fix": 0.5, "tokens_per_tenant_month": 10**9}, token=token)
    second = call("PUT", path, {"usd_per_fix": None, "usd_per_project_month": 20}, token=token)

    assert (first.data["usd_per_fix"], first.data["version"]) == (0.5, 1)
    assert second.data["tokens_per_tenant_month"] == 10**9
    assert (second.data["usd_per_fix"], second.data["usd_per_project_month"], second.data["version"]) == (None, 20, 2)
    stale = call("PUT", path, {"usd_per_fix": 1}, token=token, headers={"If-Match": "1"})
    assert (stale.status, stale.error["details"]["version"]) == (409, 2)
    assert call("PUT", path, {"usd_per_fix": -1}, token=token).status == 422


def test_cost_by_fix_model_and_family_for_a_month(
    call: Any, token: str, tenant: str, project: str, second_project: str, other_tenant: str, make_token: Any
) -> None:
    def add(project_id: str, fix: str, model: str, micro: int | None, month: str = "2026-10", **more: Any) -> None:
        known = {"round": 1, "job": "j", "fence": 1, "purpose": "cause", "digest": "d", "state": "answered", **more}
        with tenant_scope(tenant):
            Call.objects.create(
                id=f"cal_{Call.objects.count()}", tenant_id=tenant, project_id=project_id, subject=fix, model=model,
                month=month, micro_usd=micro, input_tokens=10, output_tokens=5, **known,
            )  # fmt: skip

    add(project, "fix_1", "a", 1_000, family="cors_error")
    add(project, "fix_1", "b", 3_000, family="cors_error")
    add(project, "fix_2", "a", 500, family="build_error", state="reserved")
    add(project, "fix_2", "a", None, family="build_error", state="lost")
    add(project, "fix_3", "a", 9_999, month="2026-09")
    add(second_project, "fix_4", "a", 40_000)
    path = f"/api/v1/projects/{project}/llm/cost?month=2026-10"
    told = call("GET", path, token=token).data

    assert (told["micro_usd"], told["usd"], told["calls"], told["tokens"]) == (4_500, 0.0045, 4, 60)
    assert (told["reserved_micro_usd"], told["lost_calls"], told["unpriced_calls"]) == (500, 1, 1)
    assert [(row["fix_id"], row["micro_usd"]) for row in told["by_fix"]] == [("fix_1", 4_000), ("fix_2", 500)]
    assert [(row["model"], row["micro_usd"]) for row in told["by_model"]] == [("b", 3_000), ("a", 1_500)]
    assert {row["family"]: row["calls"] for row in told["by_family"]} == {"cors_error": 2, "build_error": 2}
    assert call("GET", "/api/v1/llm/cost?month=2026-10", token=token).data["micro_usd"] == 44_500
    assert call("GET", "/api/v1/llm/cost?month=2026-10", token=make_token(other_tenant)).data["calls"] == 0
    assert call("GET", "/api/v1/llm/cost", token=token).data["calls"] == 0
    assert call("GET", "/api/v1/llm/cost?month=2026-13", token=token).status == 422
