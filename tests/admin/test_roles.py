"""A viewer sees everything and does nothing; secrets and tokens are for owners and admins."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

from autofix.fixes.models import Fix

OPERATIONS = [
    (model._meta.label_lower, operation)
    for model in admin.site._registry
    for operation in admin.site._registry[model].operations
]
IDS = [f"{label} {operation.name}" for label, operation in OPERATIONS]


@pytest.mark.parametrize(("label", "operation"), OPERATIONS, ids=IDS)
def test_viewer_may_not(label, operation, filled, log_in) -> None:
    address = reverse(f"admin:{label.replace('.', '_')}_operation", args=[filled.of(label), operation.name])
    assert log_in(filled.tenant_id, "viewer").post(address, {"seen": "a" * 64}).status_code == 403


def test_viewers_approval_changes_nothing(filled, log_in, read) -> None:
    address = reverse("admin:fixes_fix_operation", args=[filled.fix_id, "approve"])
    log_in(filled.tenant_id, "viewer").post(address, {"seen": "a" * 64})
    assert read(Fix, filled.tenant_id, filled.fix_id).approval == "awaiting"


def test_viewer_is_shown_no_button(filled, log_in) -> None:
    address = reverse("admin:fixes_fix_change", args=[filled.fix_id])
    assert "/do/" not in log_in(filled.tenant_id, "viewer").get(address).content.decode()
    assert "/do/approve/" in log_in(filled.tenant_id, "developer").get(address).content.decode()


def test_viewer_has_no_action_in_the_list(filled, log_in, read) -> None:
    from autofix.issues.models import Issue

    chosen = {"action": "resolve", "_selected_action": [filled.issue_id], "index": 0}
    log_in(filled.tenant_id, "viewer").post(reverse("admin:issues_issue_changelist"), chosen)
    assert read(Issue, filled.tenant_id, filled.issue_id).status == "open"


@pytest.mark.parametrize(("role", "status"), [("owner", 302), ("admin", 302), ("developer", 403), ("viewer", 403)])
def test_only_owners_and_admins_revoke_tokens(role, status, filled, log_in) -> None:
    address = reverse("admin:tenants_apitoken_operation", args=[filled.token_id, "revoke"])
    assert log_in(filled.tenant_id, role).post(address, {"seen": ""}).status_code == status


@pytest.mark.parametrize(("role", "status"), [("owner", 200), ("admin", 200), ("developer", 403), ("viewer", 403)])
def test_only_owners_and_admins_make_tokens(role, status, filled, log_in) -> None:
    assert log_in(filled.tenant_id, role).post("/admin/tenants/apitoken/new/", {"name": "x"}).status_code == status


@pytest.mark.parametrize("role", ["owner", "admin", "developer"])
def test_those_who_work_may_approve(role, filled, log_in, read) -> None:
    address = reverse("admin:fixes_fix_operation", args=[filled.fix_id, "approve"])
    log_in(filled.tenant_id, role).post(address, {"seen": "a" * 64})
    assert read(Fix, filled.tenant_id, filled.fix_id).approval == "approved"
