"""A person of several tenants works in one at a time."""

from __future__ import annotations

import pytest

EMAIL = "ada@example.com"


@pytest.fixture
def browser(tenant, other_tenant, filled, fill, log_in):
    """The browser of a person who owns one tenant and views the other."""
    from tenants.services import add_member

    fill(other_tenant, mark="Umbrellamark")
    browser = log_in(tenant, "owner", EMAIL)
    add_member(other_tenant, EMAIL, "", "viewer")
    return browser


def test_the_oldest_is_first_and_alone(browser) -> None:
    page = browser.get("/admin/").content.decode()
    assert "Acmemark" in page and "Umbrellamark" not in page


def test_both_are_offered_by_name(browser) -> None:
    page = browser.get("/admin/").content.decode()
    assert "Acme" in page and "Umbrella" in page


def test_the_chosen_one_is_seen_alone_from_then_on(browser, other_tenant) -> None:
    browser.post("/admin/tenants/tenant/choose/", {"tenant": other_tenant})
    for _ in range(2):
        page = browser.get("/admin/").content.decode()
        assert "Umbrellamark" in page and "Acmemark" not in page


def test_the_role_is_that_of_the_chosen_one(browser, other_tenant) -> None:
    assert browser.get("/admin/tenants/apitoken/new/").status_code == 200
    browser.post("/admin/tenants/tenant/choose/", {"tenant": other_tenant})
    assert browser.get("/admin/tenants/apitoken/new/").status_code == 403


def test_a_tenant_of_others_cannot_be_chosen(tenant, other_tenant, log_in) -> None:
    browser = log_in(tenant)
    assert browser.post("/admin/tenants/tenant/choose/", {"tenant": other_tenant}).status_code == 403
    assert browser.get(f"/admin/tenants/tenant/{tenant}/change/").status_code == 200


def test_a_membership_that_ended_is_not_worked_in(browser, tenant, other_tenant) -> None:
    from autofix.core.tenancy import tenant_scope
    from tenants.models import Membership

    browser.post("/admin/tenants/tenant/choose/", {"tenant": other_tenant})
    with tenant_scope(other_tenant):
        Membership.objects.filter(user__email=EMAIL).delete()
        Membership.objects.exclude(user__email__endswith="umbrellamark.example").delete()
    page = browser.get("/admin/").content.decode()
    assert "Acmemark" in page and "Umbrellamark" not in page
