"""Every route with an id in its path, as another tenant's token finds it: as if there were nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from autofix.core.ids import new_id

ROOT = "api/v1/"
METHODS = ("get", "post", "put", "patch", "delete")
COMMIT = "c" * 40
# What each route needs to succeed: the fixture that its id comes from, and a body. {issue} stands for the issue's id.
WANTS: dict[str, tuple[dict[str, str], object]] = {
    "GET projects/<slug:project_id>": ({}, None),
    "PATCH projects/<slug:project_id>": ({}, {"status": "paused"}),
    "GET projects/<slug:project_id>/secrets": ({}, None),
    "PUT projects/<slug:project_id>/secrets/<slug:name>": ({"name": "TOKEN"}, {"value": "s"}),
    "DELETE projects/<slug:project_id>/secrets/<slug:name>": ({"name": "GITHUB_WEBHOOK_SECRET"}, None),
    "GET projects/<slug:project_id>/llm/endpoints": ({}, None),
    "POST projects/<slug:project_id>/llm/endpoints": ({}, {"base_url": "https://llm.example.com/v1", "model": "m"}),
    "GET projects/<slug:project_id>/llm/endpoints/<slug:endpoint_id>": ({"endpoint_id": "project_endpoint"}, None),
    "PATCH projects/<slug:project_id>/llm/endpoints/<slug:endpoint_id>": (
        {"endpoint_id": "project_endpoint"},
        {"model": "n"},
    ),
    "DELETE projects/<slug:project_id>/llm/endpoints/<slug:endpoint_id>": ({"endpoint_id": "project_endpoint"}, None),
    "GET projects/<slug:project_id>/llm/cost": ({}, None),
    "GET llm/endpoints/<slug:endpoint_id>": ({"endpoint_id": "tenant_endpoint"}, None),
    "PATCH llm/endpoints/<slug:endpoint_id>": ({"endpoint_id": "tenant_endpoint"}, {"model": "n"}),
    "DELETE llm/endpoints/<slug:endpoint_id>": ({"endpoint_id": "tenant_endpoint"}, None),
    "GET personas/<slug:persona_id>": ({"persona_id": "persona"}, None),
    "PATCH personas/<slug:persona_id>": ({"persona_id": "persona"}, {"style_guide": "Be brief."}),
    "DELETE personas/<slug:persona_id>": ({"persona_id": "persona"}, None),
    "POST personas/<slug:persona_id>/render": ({"persona_id": "persona"}, None),
    "GET projects/<slug:project_id>/issues": ({}, None),
    "POST projects/<slug:project_id>/issues": ({}, {"message": "Error: no"}),
    "GET issues/<slug:issue_id>": ({}, None),
    "POST projects/<slug:project_id>/fix/generate": ({}, {"issue_id": "{issue}"}),
    "GET projects/<slug:project_id>/fixes": ({}, None),
    "GET fixes/<slug:fix_id>": ({"fix_id": "pending"}, None),
    "GET fixes/<slug:fix_id>/calls": ({"fix_id": "pending"}, None),
    "GET fixes/<slug:fix_id>/calls/<slug:call_id>": ({"fix_id": "pending", "call_id": "model_call"}, None),
    "POST fixes/<slug:fix_id>/approve": ({"fix_id": "awaiting"}, None),
    "POST fixes/<slug:fix_id>/reject": ({"fix_id": "awaiting"}, None),
    "POST fixes/<slug:fix_id>/retry": ({"fix_id": "awaiting"}, None),
    "POST fixes/<slug:fix_id>/cancel": ({"fix_id": "pending"}, None),
    "POST fixes/<slug:fix_id>/revert": ({"fix_id": "merged"}, None),
    "GET lessons/<slug:lesson_id>": ({"lesson_id": "lesson"}, None),
    "POST lessons/<slug:lesson_id>/drop": ({"lesson_id": "lesson"}, None),
    "POST projects/<slug:project_id>/deploy": ({}, {"commit": COMMIT}),
    "GET projects/<slug:project_id>/deployments": ({}, None),
    "GET deployments/<slug:deployment_id>": ({"deployment_id": "deployment"}, None),
    "POST deployments/<slug:deployment_id>/rollback": ({"deployment_id": "ended_deployment"}, None),
    "POST projects/<slug:project_id>/rollback/<slug:deployment_id>": ({"deployment_id": "ended_deployment"}, None),
    "POST deployments/<slug:deployment_id>/cancel": ({"deployment_id": "deployment"}, None),
    "GET subjects/<slug:subject_id>/events": ({"subject_id": "issue"}, None),
    "POST jobs/<slug:job_id>/replay": ({"job_id": "dead_job"}, None),
}
# It takes a body and changes nothing.
LOOKS_ONLY = {"POST personas/<slug:persona_id>/render"}
PREFIXES = {
    "project_id": "prj",
    "issue_id": "iss",
    "fix_id": "fix",
    "deployment_id": "dep",
    "subject_id": "iss",
    "lesson_id": "les",
}


def _routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and route.startswith(ROOT) and "<" in route:
            view = pattern.callback.view_class  # type: ignore[attr-defined]
            yield from (f"{name.upper()} {route.removeprefix(ROOT)}" for name in METHODS if hasattr(view, name))


ROUTES = sorted(_routes(get_resolver("autofix.urls").url_patterns))


def test_every_route_with_an_id_is_swept() -> None:
    assert set(ROUTES) == set(WANTS)


@pytest.fixture
def prepared(route: str, request: pytest.FixtureRequest, shop: Any, issue: str) -> tuple[str, dict[str, str], object]:
    """The method, the ids and the body with which the owner would succeed."""
    fixtures, body = WANTS[route]
    ids = {name: row for name, row in (("project_id", shop.id), ("issue_id", issue)) if f":{name}>" in route}
    for name, wanted in fixtures.items():
        if name == "name":
            ids[name] = wanted
        elif name == "fix_id":
            ids[name] = request.getfixturevalue("make_fix")(wanted)
        else:
            ids[name] = request.getfixturevalue(wanted)
    if isinstance(body, dict):
        body = {key: value.replace("{issue}", issue) for key, value in body.items()}
    return route.split()[0], ids, body


@pytest.fixture
def snapshot(tenant: str, connect: Callable[..., Any]) -> Callable[[], dict[str, object]]:
    """Read everything that belongs to the tenant but its tokens, whose last use is noted."""
    reader = connect("autofix_app", tenant)
    tables = reader.execute(
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'tenant_id' AND table_schema = 'public' "
        "AND table_name <> 'tenants_apitoken'"
    ).fetchall()
    assert len(tables) >= 8

    def read() -> dict[str, object]:
        return {
            table: reader.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t").fetchone()
            for (table,) in tables
        }

    return read


def _path(route: str, ids: dict[str, str]) -> str:
    path = "/" + ROOT + route.split()[1]
    for name, value in ids.items():
        path = path.replace(f"<slug:{name}>", value)
    return path


@pytest.mark.parametrize("route", ROUTES)
def test_another_tenant_finds_nothing_and_changes_nothing(
    route: str, prepared: Any, snapshot: Any, call: Any, make_token: Any, token: str, other_tenant: str
) -> None:
    method, ids, body = prepared
    absent = {name: new_id(PREFIXES.get(name, "job")) if name != "name" else value for name, value in ids.items()}
    stranger = make_token(other_tenant)
    before = snapshot()

    seen = call(method, _path(route, ids), body, token=stranger)
    nothing = call(method, _path(route, absent), body, token=stranger)

    assert seen.status == 404
    assert snapshot() == before
    assert _without(ids, seen.json) == _without(absent, nothing.json)

    owned = call(method, _path(route, ids), body, token=token)

    assert owned.status in (200, 201, 202), owned.json
    assert (snapshot() != before) == (method != "GET" and route not in LOOKS_ONLY)


def _without(ids: dict[str, str], found: object) -> str:
    text = str(found)
    for name, value in ids.items():
        text = text.replace(value, name)
    return text
