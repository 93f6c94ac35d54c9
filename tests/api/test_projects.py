"""Projects over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

NEW = {"name": "shop 2", "type": "react-node", "repository": "https://git.example.com/shop.git"}


def test_a_new_project_gets_all_that_its_applications_need(call: Any, token: str) -> None:
    made = call("POST", "/api/v1/projects", NEW, token=token)

    assert made.status == 201
    assert set(made.data) == {"project_id", "api_token", "webhook_urls", "webhook_secret", "dsn"}
    assert set(made.data["webhook_urls"]) == {"github", "sentry"}
    shown = call("GET", f"/api/v1/projects/{made.data['project_id']}", token=made.data["api_token"])
    assert shown.data["name"] == "shop 2"
    assert shown.data["dsn"] == made.data["dsn"]
    assert shown.data["webhook_urls"] == made.data["webhook_urls"]


def test_its_secrets_are_shown_once(call: Any, token: str) -> None:
    made = call("POST", "/api/v1/projects", NEW, token=token).data

    for path in ("", "/secrets"):
        shown = str(call("GET", f"/api/v1/projects/{made['project_id']}{path}", token=token).json)
        assert made["webhook_secret"] not in shown
        assert made["api_token"] not in shown


@pytest.mark.parametrize("config", ["project:\n  name: shop\n", {"project": {"name": "shop"}}])
def test_the_configuration_is_text_or_an_object(config: object, call: Any, token: str) -> None:
    made = call("POST", "/api/v1/projects", NEW | {"config": config}, token=token)

    assert made.status == 201
    assert "shop" in call("GET", f"/api/v1/projects/{made.data['project_id']}", token=token).data["config"]


def test_an_object_keeps_what_yaml_would_read_differently(call: Any, token: str) -> None:
    name = 'no: "\U0001f600" # \t yes\\'
    made = call("POST", "/api/v1/projects", NEW | {"config": {"project": {"name": name}}}, token=token)

    import yaml

    text = call("GET", f"/api/v1/projects/{made.data['project_id']}", token=token).data["config"]
    assert yaml.safe_load(text) == {"project": {"name": name}}


@pytest.mark.parametrize("config", ["projekt: {}\n", {"projekt": {}}])
def test_a_wrong_configuration_makes_no_project(config: object, call: Any, token: str) -> None:
    answer = call("POST", "/api/v1/projects", NEW | {"config": config}, token=token)

    assert (answer.status, answer.error["code"]) == (422, "configuration")
    assert "projekt" in str(answer.error["details"]["problems"])
    assert call("GET", "/api/v1/projects", token=token).data["items"] == []


@pytest.mark.parametrize(
    "repository", ["/nowhere/shop.git", "git/shop.git", "ssh://git@example.com/shop.git", "--upload-pack=sh"]
)
def test_a_place_that_is_no_repository_makes_no_project(repository: str, call: Any, token: str) -> None:
    answer = call("POST", "/api/v1/projects", NEW | {"repository": repository}, token=token)

    assert (answer.status, answer.error["details"]["field"]) == (422, "repository")
    assert call("GET", "/api/v1/projects", token=token).data["items"] == []


def test_an_unknown_type_is_told_the_known_ones(call: Any, token: str) -> None:
    answer = call("POST", "/api/v1/projects", NEW | {"type": "flask"}, token=token)

    assert answer.status == 422
    assert "next-fullstack, python-django, react-node, vue-express" in str(answer.error["details"]["fields"]["type"])


@pytest.mark.parametrize("config", [7, ["project"], True, None])
def test_a_configuration_of_another_kind_is_refused(config: object, call: Any, token: str) -> None:
    answer = call("POST", "/api/v1/projects", NEW | {"config": config}, token=token)

    assert answer.status == 422
    assert set(answer.error["details"]["fields"]) == {"config"}


def test_a_name_is_taken_once(call: Any, token: str) -> None:
    call("POST", "/api/v1/projects", NEW, token=token)

    answer = call("POST", "/api/v1/projects", NEW, token=token)
    assert (answer.status, answer.error["code"]) == (409, "conflict")


def test_the_plans_limit_says_what_is_used(call: Any, make_token: Any, database: object) -> None:
    from tenants.services import create_tenant

    token = create_tenant("Small", plan="free").token
    call("POST", "/api/v1/projects", NEW, token=token)

    answer = call("POST", "/api/v1/projects", NEW | {"name": "two"}, token=token)
    assert (answer.status, answer.error["code"]) == (402, "plan_limit")
    assert (answer.error["details"]["current"], answer.error["details"]["limit"]) == (1, 1)


def test_pausing_archiving_and_resuming(call: Any, token: str, project: str) -> None:
    for status in ("paused", "archived", "active"):
        answer = call("PATCH", f"/api/v1/projects/{project}", {"status": status}, token=token)
        assert (answer.status, answer.data["status"]) == (200, status)

    names = [event["name"] for event in call("GET", f"/api/v1/subjects/{project}/events", token=token).data["items"]]
    assert names == ["project.created", "project.secret.set", "project.paused", "project.archived", "project.active"]


def test_the_same_status_again_changes_nothing(call: Any, token: str, project: str) -> None:
    before = call("GET", f"/api/v1/projects/{project}", token=token).data

    again = call("PATCH", f"/api/v1/projects/{project}", {"status": "active"}, token=token)
    assert again.data == before


def test_a_move_that_the_table_does_not_hold(call: Any, token: str, project: str) -> None:
    call("PATCH", f"/api/v1/projects/{project}", {"status": "archived"}, token=token)

    answer = call("PATCH", f"/api/v1/projects/{project}", {"status": "paused"}, token=token)
    assert (answer.status, answer.error["code"]) == (409, "conflict")


def test_the_list_can_be_filtered(call: Any, token: str, project: str, second_project: str) -> None:
    call("PATCH", f"/api/v1/projects/{project}", {"status": "paused"}, token=token)

    paused = call("GET", "/api/v1/projects?status=paused", token=token).data["items"]
    assert [row["project_id"] for row in paused] == [project]
    active = call("GET", "/api/v1/projects?status=active", token=token).data["items"]
    assert [row["project_id"] for row in active] == [second_project]


def test_another_tenants_projects_are_not_listed(call: Any, make_token: Any, other_tenant: str, project: str) -> None:
    assert call("GET", "/api/v1/projects", token=make_token(other_tenant)).data["items"] == []
