"""Making tenants and people."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from autofix.core.errors import Invalid
from autofix.core.events import create, record
from autofix.core.ids import new_id
from autofix.core.tenancy import tenant_scope, user_scope
from tenants.models import Membership, Tenant, User
from tenants.plans import PLANS
from tenants.tokens import make_token


@dataclass(frozen=True)
class NewTenant:
    """A tenant just made. ``token`` is shown this once."""

    tenant_id: str
    token: str


def create_tenant(name: str, *, plan: str = "free", actor: str = "operator") -> NewTenant:
    """A new tenant with a token of its own; raises ``Invalid`` for an unknown plan."""
    if plan not in PLANS:
        raise Invalid(f"there is no plan {plan!r}; plans are {', '.join(PLANS)}")
    tenant = Tenant(id=new_id(Tenant.PREFIX), name=name, plan=plan)
    with tenant_scope(tenant.id):
        create(tenant, "tenant.created", actor=actor)
        token = make_token("first token", tenant_id=tenant.id)
    return NewTenant(tenant.id, token)


def add_member(tenant_id: str, email: str, password: str, role: str = Membership.Role.OWNER) -> str:
    """Give a person a role in the tenant, making the person where the email is new; answers the user's id.

    The password of a person who is known already stays as it is. Raises ``Invalid`` for one that is easy to guess.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT user_id FROM find_login(%s)", [email])
        row = cursor.fetchone()
    user_id = str(row[0]) if row else new_id(User.PREFIX)
    with user_scope(user_id), tenant_scope(tenant_id):
        if row is None:
            user = User(id=user_id, email=email)
            _check_password(password, user)
            user.set_password(password)
            user.save(force_insert=True)
        Membership.objects.update_or_create(
            tenant_id=tenant_id,
            user_id=user_id,
            defaults={"role": role},
            create_defaults={"role": role, "id": new_id("mem")},
        )
    return user_id


def pause_tenant(tenant_id: str, is_paused: bool, *, actor: str) -> None:
    """Stop, or let go on, everything of the tenant at once; what is running ends."""
    with tenant_scope(tenant_id):
        tenant = Tenant.objects.select_for_update(no_key=True).get(pk=tenant_id)
        name = "tenant.paused" if is_paused else "tenant.resumed"
        record(tenant, name, {"is_paused": is_paused}, actor=actor, data={"at": timezone.now()})


def share_lessons(tenant_id: str, is_sharing: bool, *, actor: str) -> None:
    """Let the lessons of the tenant be proposed to others that share, and theirs to it; or let that end."""
    with tenant_scope(tenant_id):
        tenant = Tenant.objects.select_for_update(no_key=True).get(pk=tenant_id)
        name = "tenant.lessons.shared" if is_sharing else "tenant.lessons.withheld"
        record(tenant, name, {"is_sharing_lessons": is_sharing}, actor=actor)


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), details={"field": "password"}) from None
