"""A project, its secrets and the keys that its applications send with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Now

from autofix.core.models import IdField, Subject, TenantModel
from autofix.core.transitions import Transitions


class Project(TenantModel, Subject):
    """One repository under care.

    ``number`` is the project id in a Sentry DSN, which has to be a number. ``configuration`` is the
    text of ``.autofix.yml`` on the default branch at ``configuration_commit``; ``configuration_error``
    says why a newer one was not taken.
    """

    PREFIX = "prj"
    STATES: ClassVar = {
        "status": Transitions(
            "active", {"active": ("paused", "archived"), "paused": ("active", "archived"), "archived": ("active",)}
        )
    }

    class Status(models.TextChoices):
        """Whether new fixes and deployments start."""

        ACTIVE = "active"
        PAUSED = "paused"
        ARCHIVED = "archived"

    number = models.BigIntegerField(unique=True, db_default=Func(Value("projects_number"), function="nextval"))
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=40)
    repository = models.CharField(max_length=500)
    branch = models.CharField(max_length=200, default="", blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    configuration = models.TextField(default="", blank=True)
    configuration_commit = models.CharField(max_length=64, default="", blank=True)
    configuration_error = models.TextField(default="", blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "name"), name="project_name"),)

    def __str__(self) -> str:
        return self.name


class ProjectSecret(TenantModel):
    """One secret of a project, sealed for its tenant under its name."""

    id = IdField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="secrets")
    name = models.CharField(max_length=80)
    sealed = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (models.UniqueConstraint(fields=("project", "name"), name="secret_once"),)

    def __str__(self) -> str:
        return self.name


class DsnKey(TenantModel):
    """The public key of a DSN: it may send, and nothing else."""

    id = IdField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="dsn_keys")
    public_key = models.CharField(max_length=32, unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.public_key
