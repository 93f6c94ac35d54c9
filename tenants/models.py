"""Tenants, their people and their tokens."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from autofix.core.models import IdField, Subject, TenantModel
from tenants.plans import PLANS


class Tenant(Subject):
    """A team or company: the owner of projects, invisible to every other."""

    PREFIX = "ten"

    name = models.CharField(max_length=120)
    plan = models.CharField(max_length=20, default="free", choices=[(name, name) for name in PLANS])
    is_paused = models.BooleanField(default=False)
    # What it learnt is proposed to others that share too, and what these learnt to it.
    is_sharing_lessons = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """A person; what they may do follows from their memberships."""

    PREFIX = "usr"
    USERNAME_FIELD = "email"

    id = IdField()
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, default="", blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = BaseUserManager()

    def __str__(self) -> str:
        return self.email

    @property
    def is_staff(self) -> bool:
        """The admin is the tenants' place of work; what one sees there is decided by row-level security."""
        return self.is_active

    @property
    def is_superuser(self) -> bool:
        """Nobody passes over the rules."""
        return False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Roles decide, in the admin classes; Django's own permissions are not used."""
        return self.is_active

    def has_module_perms(self, app_label: str) -> bool:
        """As ``has_perm``."""
        return self.is_active


class Membership(TenantModel):
    """A person's role in a tenant."""

    class Role(models.TextChoices):
        """From all rights to reading only."""

        OWNER = "owner"
        ADMIN = "admin"
        DEVELOPER = "developer"
        VIEWER = "viewer"

    id = IdField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "user"), name="member_once"),)

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"


class ApiToken(TenantModel):
    """A token for programs, shown once and stored as a hash; of one project, or of the whole tenant."""

    id = IdField()
    project = models.CharField(max_length=40, default="", blank=True)
    name = models.CharField(max_length=120)
    start = models.CharField(max_length=16)
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(db_default=Now())
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"
