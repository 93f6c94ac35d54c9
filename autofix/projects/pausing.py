"""Whether anything may begin for a project at all (requirement D8a)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from autofix.projects.in_force import configuration_of
from autofix.projects.models import Project
from tenants.models import Tenant

# How long paused work waits before it asks again.
PAUSE = timedelta(minutes=1)


def why_paused(project: Project) -> str:
    """Who stopped everything, or an empty text. Call it inside the tenant's scope."""
    if settings.ENVIRONMENT.is_paused:
        return "the operator has paused the service (AUTOFIX_PAUSED)"
    if Tenant.objects.filter(pk=project.tenant_id, is_paused=True).exists():
        return "the tenant is paused"
    return "" if project.status == Project.Status.ACTIVE else f"the project is {project.status}"


def why_not_now(project: Project) -> str:
    """Why nothing may be merged or deployed at this moment; empty when it may. Call it inside the tenant's scope."""
    if reason := why_paused(project):
        return reason
    schedule = configuration_of(project).policy.schedule
    if schedule is None or schedule.is_open(timezone.now()):
        return ""
    return "policy.schedule keeps merges and deployments to its windows, and none of them is open now"
