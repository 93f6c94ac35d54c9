"""A person of no tenant is told so."""

from __future__ import annotations

import pytest

from autofix.core.tenancy import tenant_scope
from tenants.models import Membership


@pytest.fixture
def browser(tenant, log_in):
    """The browser of a person whose only membership has ended."""
    browser = log_in(tenant, "owner", "ada@example.com")
    with tenant_scope(tenant):
        Membership.objects.all().delete()
    return browser


@pytest.mark.parametrize("path", ["", "issues/issue/", "fixes/fix/", "tenants/apitoken/new/", "nothing/"])
def test_every_page_explains(path, browser) -> None:
    answer = browser.get(f"/admin/{path}")
    assert answer.status_code == 403
    assert "You belong to no team yet" in answer.content.decode()
    assert "ada@example.com" in answer.content.decode()


def test_they_can_log_out(browser) -> None:
    browser.post("/admin/logout/")
    assert browser.get("/admin/").status_code == 302


def test_they_can_change_their_password(browser) -> None:
    assert browser.get("/admin/password_change/").status_code == 200
