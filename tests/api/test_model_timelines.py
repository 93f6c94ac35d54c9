"""Who set what for models, and when, is told over the API; a key is in none of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

KEY = "key-" + "4711-of-the-timeline"
URL = "https://llm.example.com/v1"


def said(call: Any, token: str, subject: str) -> list[tuple[str, dict[str, object]]]:
    """Each event's name and data."""
    told = call("GET", f"/api/v1/subjects/{subject}/events", token=token).data["items"]
    assert [event["version"] for event in told] == list(range(1, len(told) + 1))
    assert all(event["actor"].startswith("token:") for event in told)
    assert KEY not in json.dumps(told)
    return [(event["name"], event["data"]) for event in told]


@pytest.mark.parametrize("where", ["/api/v1/llm/endpoints", "/api/v1/projects/{}/llm/endpoints"])
def test_of_an_endpoint_also_once_it_is_gone(where: str, call: Any, token: str, project: str) -> None:
    path = where.format(project)
    made = call("POST", path, {"base_url": URL, "model": "m", "usd_input": 2.5, "usd_output": 10}, token=token)
    endpoint = made.data["endpoint_id"]
    call("PATCH", f"{path}/{endpoint}", {"key": KEY}, token=token)
    call("PATCH", f"{path}/{endpoint}", {"is_enabled": False, "order": 2}, token=token)
    call("DELETE", f"{path}/{endpoint}", token=token)

    added = {"base_url": URL, "model": "m", "usd_input": "2.500000", "usd_output": "10.000000", "has_key": False}
    assert said(call, token, endpoint) == [
        ("llm.endpoint.added", added),
        ("llm.endpoint.changed", {"has_key": True}),
        ("llm.endpoint.changed", {"is_enabled": False, "order": 2}),
        ("llm.endpoint.removed", {"base_url": URL, "model": "m"}),
    ]


def test_of_a_persona_and_its_versions(call: Any, token: str) -> None:
    path = "/api/v1/personas"
    persona = call("POST", path, {"name": "terse", "style_guide": "Few words."}, token=token).data["persona_id"]
    call("PATCH", f"{path}/{persona}", {"style_guide": "Fewer.", "temperature": 0.7}, token=token)
    told = said(call, token, persona)
    before = [call("GET", f"{path}/{persona}?version={number}", token=token).data["style_guide"] for number in (1, 2)]
    call("DELETE", f"{path}/{persona}", token=token)

    assert told == [("llm.persona.added", {"name": "terse"}), ("llm.persona.changed", {"fields": ["style_guide"]})]
    assert before == ["Few words.", "Fewer."]
    assert said(call, token, persona)[2] == ("llm.persona.retired", {})


def test_of_the_budget(call: Any, token: str) -> None:
    path = "/api/v1/llm/budget"
    assert call("GET", path, token=token).data["budget_id"] is None
    call("PUT", path, {"usd_per_fix": 0.5}, token=token)
    call("PUT", path, {"usd_per_fix": None, "tokens_per_fix": 1_000}, token=token)

    budget = call("GET", path, token=token).data["budget_id"]
    assert said(call, token, budget) == [
        ("llm.budget.set", {"usd_per_fix": "0.500000"}),
        ("llm.budget.set", {"usd_per_fix": None, "tokens_per_fix": 1_000}),
    ]


def test_what_is_a_projects_is_told_to_its_token_and_the_tenants_to_the_tenants(
    call: Any, token: str, tenant: str, project: str, second_project: str, make_token: Any, other_tenant: str,
    project_endpoint: str, tenant_endpoint: str, persona: str,
) -> None:  # fmt: skip
    call("PUT", "/api/v1/llm/budget", {"usd_per_fix": 1}, token=token)
    budget = call("GET", "/api/v1/llm/budget", token=token).data["budget_id"]
    subjects = (project_endpoint, persona, tenant_endpoint, budget)

    def statuses(of: str) -> list[int]:
        return [call("GET", f"/api/v1/subjects/{subject}/events", token=of).status for subject in subjects]

    assert statuses(token) == [200] * 4
    assert statuses(make_token(tenant, project)) == [200, 200, 403, 403]
    assert statuses(make_token(tenant, second_project)) == [403] * 4
    assert statuses(make_token(tenant, scopes=frozenset({"fixes:read"}))) == [403] * 4
    assert statuses(make_token(other_tenant)) == [404] * 4
