"""Whether anything may begin for a project at all (requirement D8a)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

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
