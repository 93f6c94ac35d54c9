"""Who may do what in the admin."""

from __future__ import annotations

from django.http import HttpRequest

from tenants.models import Membership

# A viewer sees everything of the tenant and does nothing.
WORK = frozenset({Membership.Role.OWNER, Membership.Role.ADMIN, Membership.Role.DEVELOPER})
MANAGE = frozenset({Membership.Role.OWNER, Membership.Role.ADMIN})


def role_of(request: HttpRequest) -> str:
    """The person's role in the tenant they work in; empty for a person of no tenant."""
    return str(getattr(request, "role", ""))


def tenant_of(request: HttpRequest) -> str:
    """The tenant that the request sees; empty for a person of no tenant."""
    return str(getattr(request, "tenant_id", ""))


def actor_of(request: HttpRequest) -> str:
    """The person's name in events."""
    return f"user:{request.user.pk}"
