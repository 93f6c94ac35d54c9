"""Whose approval counts, where the policy names people."""

from __future__ import annotations

from typing import Any

import pytest

from autofix.core.errors import Forbidden
from autofix.core.events import record
from autofix.core.tenancy import tenant_scope
from autofix.fixes.models import Fix
from autofix.fixes.services import approve_fix
from autofix.projects.models import Project

LEAD, DEVELOPER = "Lead@example.com", "developer@example.com"


def name_approvers(tenant: str, rows: Any, line: str) -> None:
    with tenant_scope(tenant):
        project = Project.objects.get(pk=Fix.objects.get(pk=rows.of("fixes.fix")).project_id)
        record(project, "project.configuration.taken", {"configuration": f"policy:\n  {line}\n"})


def approve(tenant: str, rows: Any, browser: Any) -> str:
    fix = rows.of("fixes.fix")
    with tenant_scope(tenant):
        seen = Fix.objects.get(pk=fix).patch
    browser.post(f"/admin/fixes/fix/{fix}/do/approve/", {"seen": seen})
    with tenant_scope(tenant):
        return str(Fix.objects.get(pk=fix).approval)


@pytest.mark.parametrize(
    ("line", "email", "approval"),
    [
        ("stop_at: pull_request", DEVELOPER, "approved"),
        ("approvers: [lead@example.com]", DEVELOPER, "awaiting"),
        ("approvers: [lead@example.com]", LEAD, "approved"),
    ],
)
def test_where_approvers_are_named_nobody_else_approves(
    line: str, email: str, approval: str, tenant: str, filled: Any, log_in: Any
) -> None:
    name_approvers(tenant, filled, line)

    assert approve(tenant, filled, log_in(tenant, "developer", email)) == approval


def test_a_token_is_no_approver(tenant: str, filled: Any) -> None:
    name_approvers(tenant, filled, "approvers: [lead@example.com]")

    with tenant_scope(tenant), pytest.raises(Forbidden, match="policy.approvers"):
        approve_fix(Fix.objects.get(pk=filled.of("fixes.fix")), actor="token:tok_1")
