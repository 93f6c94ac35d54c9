"""Nobody sees or moves another tenant's row, whatever address they ask for."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

from autofix.fixes.models import Fix

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
IDS = [model._meta.label_lower for model in MODELS]
OPERATIONS = [
    (model._meta.label_lower, operation.name)
    for model in MODELS
    for operation in admin.site._registry[model].operations
]


@pytest.fixture
def theirs(other_tenant, fill):
    """The other tenant's rows."""
    return fill(other_tenant, mark="Umbrellamark")


@pytest.mark.parametrize("label", IDS)
def test_page_of_theirs_is_not_found_and_ours_is(label, filled, theirs, log_in) -> None:
    browser, name = log_in(filled.tenant_id), f"admin:{label.replace('.', '_')}_change"
    answer = browser.get(reverse(name, args=[theirs.of(label)]))
    assert answer.status_code == 404
    assert "Umbrellamark" not in answer.content.decode()
    assert browser.get(reverse(name, args=[filled.of(label)])).status_code == 200
    # It is there to be seen, by those whose it is.
    assert log_in(theirs.tenant_id).get(reverse(name, args=[theirs.of(label)])).status_code == 200


@pytest.mark.parametrize(("label", "operation"), OPERATIONS)
def test_operation_on_theirs_is_not_found(label, operation, filled, theirs, log_in) -> None:
    address = reverse(f"admin:{label.replace('.', '_')}_operation", args=[theirs.of(label), operation])
    answer = log_in(filled.tenant_id).post(address, {"seen": "a" * 64})
    assert answer.status_code == 404


def test_diff_of_theirs_is_not_found_and_ours_is(filled, theirs, log_in) -> None:
    browser = log_in(filled.tenant_id)
    assert browser.get(reverse("admin:fixes_fix_diff", args=[theirs.fix_id])).status_code == 404
    assert browser.get(reverse("admin:fixes_fix_diff", args=[filled.fix_id])).status_code == 200


@pytest.mark.parametrize("label", IDS)
@pytest.mark.parametrize("query", ["", "?q=umbrellaMARK"])
def test_lists_with_their_filters_and_counts_show_nothing_of_theirs(label, query, filled, theirs, log_in) -> None:
    page = log_in(filled.tenant_id).get(reverse(f"admin:{label.replace('.', '_')}_changelist") + query).content.decode()
    assert theirs.of(label) not in page
    assert "Umbrellamark" not in page


def test_overview_shows_nothing_of_theirs(filled, theirs, log_in) -> None:
    page = log_in(filled.tenant_id).get("/admin/").content.decode()
    assert "Umbrellamark" not in page and "Acmemark" in page


def test_filter_on_their_project_finds_nothing(filled, theirs, log_in) -> None:
    page = log_in(filled.tenant_id).get(f"/admin/fixes/fix/?project__id__exact={theirs.project_id}")
    assert "Umbrellamark" not in page.content.decode()


def test_bulk_action_reaches_no_row_of_theirs(filled, theirs, log_in, read) -> None:
    from autofix.issues.models import Issue

    browser = log_in(filled.tenant_id)
    chosen = {"action": "resolve", "_selected_action": [theirs.issue_id, filled.issue_id], "index": 0}
    browser.post(reverse("admin:issues_issue_changelist"), chosen)
    assert read(Issue, theirs.tenant_id, theirs.issue_id).status == "open"
    assert read(Issue, filled.tenant_id, filled.issue_id).status == "resolved"


def test_their_fix_stays_as_it_is(filled, theirs, log_in, read) -> None:
    log_in(filled.tenant_id).post(
        reverse("admin:fixes_fix_operation", args=[theirs.fix_id, "approve"]), {"seen": "a" * 64}
    )
    assert read(Fix, theirs.tenant_id, theirs.fix_id).approval == "awaiting"


@pytest.mark.parametrize(
    "path", ["autocomplete/?app_label=fixes&model_name=fix&field_name=issue&term=", "search/?s=umbrellamark"]
)
def test_looking_up_finds_nothing_of_theirs(path, filled, theirs, log_in) -> None:
    assert "Umbrellamark" not in log_in(filled.tenant_id).get(f"/admin/{path}").content.decode()
