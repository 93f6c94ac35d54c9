"""Every list and every row's page answers, with the tenant's data on it."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

LABELS = [
    "core.event",
    "core.job",
    "deployments.deployment",
    "fixes.fix",
    "issues.issue",
    "llm.call",
    "llm.endpoint",
    "llm.persona",
    "memory.lesson",
    "projects.project",
    "tenants.apitoken",
    "tenants.membership",
    "tenants.tenant",
]


def test_every_registered_model_is_a_tenants_own() -> None:
    assert sorted(model._meta.label_lower for model in admin.site._registry) == LABELS


@pytest.mark.parametrize("label", LABELS)
def test_list_shows_the_row(label, filled, log_in) -> None:
    name = label.replace(".", "_")
    page = log_in(filled.tenant_id).get(reverse(f"admin:{name}_changelist"))
    assert page.status_code == 200
    assert reverse(f"admin:{name}_change", args=[filled.of(label)]) in page.content.decode()


@pytest.mark.parametrize("label", LABELS)
def test_page_shows_the_row(label, filled, log_in) -> None:
    name = label.replace(".", "_")
    page = log_in(filled.tenant_id).get(reverse(f"admin:{name}_change", args=[filled.of(label)]))
    assert page.status_code == 200
    assert filled.of(label) in page.content.decode()


def test_overview_counts_and_lists(filled, log_in) -> None:
    page = log_in(filled.tenant_id).get("/admin/").content.decode()
    assert "Acmemark text" in page
    assert "<strong>1</strong> Awaiting approval" in page


@pytest.mark.parametrize(
    "query", ["?q=Acmemark", "?status__exact=open", "?project__id__exact=nothing", "?p=99", "?o=9"]
)
def test_list_takes_every_query(query, filled, log_in) -> None:
    assert log_in(filled.tenant_id).get(f"/admin/issues/issue/{query}", follow=True).status_code == 200


@pytest.mark.parametrize("query", ["?q=%00", "?status__exact=%00", "?title=%00", "?nothing=1"])
def test_list_asked_for_what_cannot_be_is_no_error_of_ours(query, filled, log_in) -> None:
    assert log_in(filled.tenant_id).get(f"/admin/issues/issue/{query}", follow=True).status_code in (200, 400)
