"""A project's page: where to send to, and what may be set."""

from __future__ import annotations

import pytest
from django.urls import reverse

from autofix.core.tenancy import tenant_scope
from autofix.projects.models import Project
from autofix.projects.secrets import read_secrets


@pytest.fixture
def browser(filled, log_in):
    """An owner's browser."""
    return log_in(filled.tenant_id)


def press(browser, filled, operation: str, **answers: str) -> str:
    address = reverse("admin:projects_project_operation", args=[filled.project_id, operation])
    return browser.post(address, {"seen": "", **answers}, follow=True).content.decode()


def test_page_shows_addresses_and_configuration_with_its_error(browser, filled) -> None:
    page = browser.get(reverse("admin:projects_project_change", args=[filled.project_id])).content.decode()
    assert f"/webhook/{filled.project_id}/github" in page
    assert "@" in page.split("<dt>DSN</dt>")[1][:200]
    assert "# Acmemark text" in page and "line 3: Acmemark text" in page


def test_secrets_are_named_and_never_shown(browser, filled) -> None:
    page = browser.get(reverse("admin:projects_project_change", args=[filled.project_id])).content.decode()
    assert "DEPLOY_KEY" in page and "secret value" not in page


def test_pause_and_resume(browser, filled, read) -> None:
    press(browser, filled, "pause")
    assert read(Project, filled.tenant_id, filled.project_id).status == "paused"
    press(browser, filled, "resume")
    assert read(Project, filled.tenant_id, filled.project_id).status == "active"


def test_a_secret_can_be_set_and_is_not_shown(browser, filled, read) -> None:
    page = press(browser, filled, "set-secret", name="GITHUB_KEY", value="-----BEGIN\r\nkey\r\n")
    assert "GITHUB_KEY" in page and "-----BEGIN" not in page
    with tenant_scope(filled.tenant_id):
        assert read_secrets(Project.objects.get(pk=filled.project_id))["GITHUB_KEY"] == "-----BEGIN\nkey\n"


def test_a_secret_that_is_refused_is_not_shown_either(browser, filled) -> None:
    page = press(browser, filled, "set-secret", name="no name", value="hush-hush")
    assert "no name for a secret" in page and "hush-hush" not in page
