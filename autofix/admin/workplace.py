"""What every page of the admin knows about the person and the tenant, and what the first page counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from autofix.admin.roles import MANAGE, role_of, tenant_of
from autofix.core.models import Event, Job
from autofix.core.tenancy import tenant_scope
from autofix.deployments.models import Deployment
from autofix.fixes.models import Fix
from autofix.fixes.services import OFFERED
from autofix.issues.models import Issue
from tenants.models import Tenant
from tenants.plans import PLANS

NEWEST = 8


@dataclass(frozen=True)
class Place:
    """A tenant that the person may work in."""

    tenant_id: str
    name: str
    role: str
    is_current: bool


@dataclass(frozen=True)
class Figure:
    """A number on the first page, and the list behind it."""

    label: str
    value: str
    link: str
    look: str = "neutral"


def page_context(request: HttpRequest) -> dict[str, object]:
    """For every page: the person's tenants when there are several, and whether they manage this one."""
    roles, current = getattr(request, "roles", {}), tenant_of(request)
    several = roles if len(roles) > 1 else {}
    places = [_place(tenant_id, role, current) for tenant_id, role in several.items()]
    return {"places": places, "may_manage": role_of(request) in MANAGE}


def tenant_name(request: HttpRequest) -> str:
    """The name of the tenant that is worked in, with the person's role."""
    name = Tenant.objects.filter(pk=tenant_of(request)).values_list("name", flat=True).first()
    return f"{name} · {role_of(request)}" if name else ""


def first_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The figures and the newest rows of the tenant."""
    awaiting = Fix.objects.filter(approval="awaiting", is_open=True).select_related("issue", "project")
    return context | {
        "title": "Overview",
        "figures": _figures(),
        "awaiting": awaiting.order_by("-id")[:NEWEST],
        "issues": Issue.objects.filter(status="open").select_related("project").order_by("-last_seen")[:NEWEST],
        "deployments": Deployment.objects.select_related("project").order_by("-id")[:NEWEST],
        "events": Event.objects.order_by("-id")[:NEWEST],
    }


def _figures() -> list[Figure]:
    fixes = dict(Fix.objects.values_list("execution").annotate(Count("pk")).order_by())
    working = fixes.get("pending", 0) + fixes.get("running", 0)
    awaiting = Fix.objects.filter(approval="awaiting", is_open=True).count()
    dead = Job.objects.filter(state="dead").count()
    failed = Deployment.objects.filter(status="failed").count()
    return [
        _figure("Open issues", Issue.objects.filter(status="open").count(), "issues_issue", "status__exact=open"),
        _figure("Fixes in work", working, "fixes_fix", "execution__exact=running", "busy"),
        _figure("Awaiting approval", awaiting, "fixes_fix", "approval__exact=awaiting", "waiting"),
        _figure("Failed deployments", failed, "deployments_deployment", "status__exact=failed", "bad"),
        _figure("Dead jobs", dead, "core_job", "state__exact=dead", "bad"),
        Figure("Fixes this month", _used_fixes(), reverse("admin:fixes_fix_changelist")),
    ]


def _figure(label: str, count: int, page: str, query: str, look: str = "neutral") -> Figure:
    return Figure(label, str(count), f"{reverse(f'admin:{page}_changelist')}?{query}", look if count else "neutral")


def _used_fixes() -> str:
    begin = timezone.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    used = Fix.objects.filter(created_at__gte=begin, result__in=OFFERED).count()
    plan = Tenant.objects.values_list("plan", flat=True).first()
    limit = PLANS[plan].fixes if plan else None
    return str(used) if limit is None else f"{used} of {limit}"


def _place(tenant_id: str, role: str, current: str) -> Place:
    # The name of another tenant is visible in that tenant's scope alone.
    with tenant_scope(tenant_id):
        name = Tenant.objects.values_list("name", flat=True).get(pk=tenant_id)
    return Place(tenant_id, name, role, tenant_id == current)
