"""What is done about an issue."""

from __future__ import annotations

import pytest
from django.urls import reverse

from autofix.core.tenancy import tenant_scope
from autofix.fixes.models import Fix
from autofix.issues.models import Issue


def press(browser, filled, name: str) -> str:
    address = reverse("admin:issues_issue_operation", args=[filled.issue_id, name])
    return browser.post(address, {"seen": ""}, follow=True).content.decode()


def in_list(browser, filled, action: str) -> str:
    chosen = {"action": action, "_selected_action": [filled.issue_id], "index": 0}
    return browser.post(reverse("admin:issues_issue_changelist"), chosen, follow=True).content.decode()


@pytest.mark.parametrize(("name", "status"), [("resolve", "resolved"), ("mute", "muted")])
@pytest.mark.parametrize("way", [press, in_list])
def test_status_moves(way, name, status, filled, log_in, read) -> None:
    way(log_in(filled.tenant_id, "developer"), filled, name)
    assert read(Issue, filled.tenant_id, filled.issue_id).status == status


def test_reopen(filled, log_in, read) -> None:
    browser = log_in(filled.tenant_id)
    press(browser, filled, "resolve")
    press(browser, filled, "reopen")
    assert read(Issue, filled.tenant_id, filled.issue_id).status == "open"


@pytest.mark.parametrize("way", [press, in_list])
def test_start_a_fix(way, filled, log_in, change_fix) -> None:
    change_fix(is_open=False)
    way(log_in(filled.tenant_id), filled, "start-fix")
    with tenant_scope(filled.tenant_id):
        assert Fix.objects.filter(issue=filled.issue_id, is_open=True, execution="pending").count() == 1


def test_a_plan_that_is_used_up_is_a_message(other_tenant, fill, log_in) -> None:
    from tenants.models import Tenant

    rows = fill(other_tenant)
    with tenant_scope(other_tenant):
        Fix.objects.update(is_open=False)
        Tenant.objects.update(plan="free")
        for _ in range(10):
            fix = Fix.objects.get(pk=rows.fix_id)
            fix.pk = f"{fix.pk[:-2]}{_:02d}"
            fix.save(force_insert=True)
    for page in (press(log_in(other_tenant), rows, "start-fix"), in_list(log_in(other_tenant), rows, "start-fix")):
        assert "the plan free has 10 fixes a month" in page


def test_the_list_shows_where_the_newest_fix_stands(filled, log_in) -> None:
    page = log_in(filled.tenant_id).get(reverse("admin:issues_issue_changelist")).content.decode()
    assert "awaiting" in page


def test_page_shows_report_signals_and_fixes(filled, log_in) -> None:
    page = log_in(filled.tenant_id).get(reverse("admin:issues_issue_change", args=[filled.issue_id])).content.decode()
    assert "Newest signals" in page and "<code>Acmemark</code>" in page
    assert reverse("admin:fixes_fix_change", args=[filled.fix_id]) in page
