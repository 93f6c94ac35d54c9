"""A project's secrets go in and never come out."""

from __future__ import annotations

from typing import Any

import pytest

from autofix.core.tenancy import tenant_scope
from autofix.projects.models import Project
from autofix.projects.secrets import read_secrets


def test_a_secret_is_stored_and_only_its_name_is_listed(call: Any, token: str, tenant: str, project: str) -> None:
    put = call("PUT", f"/api/v1/projects/{project}/secrets/GITHUB_TOKEN", {"value": " s3cret \n"}, token=token)

    assert (put.status, put.data) == (200, {"name": "GITHUB_TOKEN"})
    with tenant_scope(tenant):
        assert read_secrets(Project.objects.get(pk=project))["GITHUB_TOKEN"] == " s3cret \n"
    listed = call("GET", f"/api/v1/projects/{project}/secrets", token=token)
    assert [row["name"] for row in listed.data["items"]] == ["GITHUB_TOKEN", "GITHUB_WEBHOOK_SECRET"]
    assert set(listed.data["items"][0]) == {"name", "created_at"}


def test_it_is_replaced_and_forgotten(call: Any, token: str, tenant: str, project: str) -> None:
    path = f"/api/v1/projects/{project}/secrets/GITHUB_TOKEN"
    for value in ("one", "two"):
        call("PUT", path, {"value": value}, token=token)
    with tenant_scope(tenant):
        assert read_secrets(Project.objects.get(pk=project))["GITHUB_TOKEN"] == "two"

    assert call("DELETE", path, token=token).status == 200
    assert call("DELETE", path, token=token).status == 404


@pytest.mark.parametrize("name", ["lower", "1ST", "A-B", "A" * 81])
def test_a_name_looks_like_an_environment_variables(name: str, call: Any, token: str, project: str) -> None:
    answer = call("PUT", f"/api/v1/projects/{project}/secrets/{name}", {"value": "v"}, token=token)

    assert answer.status == 422


@pytest.mark.parametrize("body", [{}, {"value": ""}, {"value": "x" * 20_000}, {"value": "v", "name": "n"}])
def test_a_value_is_wanted_and_bounded(body: object, call: Any, token: str, project: str) -> None:
    answer = call("PUT", f"/api/v1/projects/{project}/secrets/TOKEN", body, token=token)

    assert answer.status == 422
    assert "TOKEN" not in str(call("GET", f"/api/v1/projects/{project}/secrets", token=token).json)
