"""Logging in to the admin by email and password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from unfold.forms import AuthenticationForm

from autofix.core.tenancy import user_scope
from tenants.guessing import WINDOW_SECONDS, count_try, forget_tries
from tenants.models import User


class MemberBackend(BaseBackend):
    """Finds a person before their tenant is known, through ``find_login``."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """The person with this email and password."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT user_id, password FROM find_login(%s)", [username or ""])
            row = cursor.fetchone()
        if row is None:
            # As slow as a wrong password, so that the time does not tell who is known here.
            make_password(password or "")
            return None
        if not check_password(password or "", row[1]):
            return None
        return self.get_user(row[0])

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session."""
        with user_scope(str(user_id)):
            return User.objects.filter(pk=user_id, is_active=True).first()


class LoginForm(AuthenticationForm):  # type: ignore[misc]
    """Email and password, with a limit on guessing."""

    def clean(self) -> dict[str, Any]:
        """Raises ``ValidationError`` for a wrong password, and for too many tries."""
        email = str(self.cleaned_data.get("username") or "")
        address = str(self.request.META.get("REMOTE_ADDR", "")) if self.request else ""
        if email and not count_try(email, address):
            raise ValidationError(
                f"Too many tries to log in. Wait {WINDOW_SECONDS // 60} minutes and try again.", code="too_many_tries"
            )
        answers: dict[str, Any] = super().clean()
        forget_tries(email, address)
        return answers


def note_login(sender: object, user: User, **_: Any) -> None:
    """Keep when a person logged in; their row is visible in their own scope alone."""
    with user_scope(user.pk):
        User.objects.filter(pk=user.pk).update(last_login=timezone.now())


def memberships_of(user_id: str) -> list[tuple[str, str]]:
    """Tenant and role of every membership of a person, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenant_id, role FROM find_memberships(%s)", [user_id])
        return [(str(tenant), str(role)) for tenant, role in cursor.fetchall()]


def is_known(email: str) -> bool:
    """Whether somebody logs in with this email already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT user_id FROM find_login(%s)", [email])
        return cursor.fetchone() is not None
