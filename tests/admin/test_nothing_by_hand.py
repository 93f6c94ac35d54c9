"""No state is typed in: there is no form to add, change or delete a row."""

from __future__ import annotations

import pytest
from django.contrib import admin

PATHS = [f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_can_be_added(path, filled, log_in) -> None:
    assert log_in(filled.tenant_id).post(f"/admin/{path}/add/", {"name": "made"}).status_code == 404


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("ending", ["delete", "history"])
def test_nothing_can_be_deleted_and_no_second_history_exists(path, ending, filled, log_in) -> None:
    row = filled.of(path.replace("/", "."))
    assert log_in(filled.tenant_id).post(f"/admin/{path}/{row}/{ending}/", {"post": "yes"}).status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_nothing_can_be_changed(path, filled, log_in) -> None:
    row = filled.of(path.replace("/", "."))
    assert log_in(filled.tenant_id).post(f"/admin/{path}/{row}/change/", {"name": "changed"}).status_code == 405


@pytest.mark.parametrize("path", PATHS)
def test_the_list_offers_no_deletion(path, filled, log_in) -> None:
    assert "delete_selected" not in log_in(filled.tenant_id).get(f"/admin/{path}/").content.decode()
