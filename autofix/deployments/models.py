"""A deployment and its phases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from autofix.core.models import IdField, Subject, TenantModel
from autofix.deployments.states import STATUS, Status
from autofix.fixes.models import Fix
from autofix.projects.models import Project


class Deployment(TenantModel, Subject):
    """Bringing one commit to one environment. Its id is the id of the release.

    ``previous`` is the release that was current when it began, and the one a rollback goes back to.
    ``step`` is the last phase that was passed. A deployment that was rolled back has failed.
    """

    PREFIX = "dep"
    STATES: ClassVar = {"status": STATUS}
    UNRECORDED = frozenset({"created_at"})

    class Operation(models.TextChoices):
        """What was asked for."""

        DEPLOY = "deploy"
        ROLLBACK = "rollback"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="deployments")
    environment = models.CharField(max_length=40)
    operation = models.CharField(max_length=10, choices=Operation.choices, default=Operation.DEPLOY)
    platform = models.CharField(max_length=40, default="", blank=True)
    profile = models.CharField(max_length=20, default="standard")
    commit = models.CharField(max_length=64)
    fix = models.ForeignKey(Fix, null=True, on_delete=models.SET_NULL, related_name="deployments")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PENDING)
    step = models.CharField(max_length=20, default="", blank=True)
    release = models.CharField(max_length=40, default="", blank=True)
    previous = models.CharField(max_length=40, default="", blank=True)
    is_rolled_back = models.BooleanField(default=False)
    reason = models.TextField(default="", blank=True)
    requested_by = models.CharField(max_length=120)
    user_agent = models.CharField(max_length=200, default="", blank=True)
    address = models.CharField(max_length=300, default="", blank=True)
    metadata = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("project", "environment"),
                condition=models.Q(status="in_progress"),
                name="one_deployment_at_a_time",
            ),
        )
        indexes = (models.Index(fields=("project", "environment", "-id"), name="deployment_list"),)

    def __str__(self) -> str:
        return f"{self.commit[:10]} to {self.environment}"


class Phase(TenantModel):
    """One phase of a deployment with its result; seconds are wall clock."""

    id = IdField()
    deployment = models.ForeignKey(Deployment, on_delete=models.CASCADE, related_name="phases")
    name = models.CharField(max_length=20)
    ordinal = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    limit_seconds = models.FloatField()
    retries = models.PositiveSmallIntegerField()
    message = models.TextField(default="", blank=True)
    data = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("deployment", "name"), name="phase_once"),)
        ordering = ("ordinal",)

    def __str__(self) -> str:
        return f"{self.name}: {self.status}"
