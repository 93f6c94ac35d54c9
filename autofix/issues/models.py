"""What reached the service, and what it is about."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from autofix.core.models import IdField, Subject, TenantModel
from autofix.core.transitions import Transitions
from autofix.projects.models import Project


class Issue(TenantModel, Subject):
    """Signals with the same fingerprint. ``report`` is the error's text as the newest signal had it.

    ``count`` and ``last_seen`` move with every signal and are no events.
    """

    PREFIX = "iss"
    UNRECORDED = frozenset({"count", "last_seen", "report", "created_at"})
    STATES: ClassVar = {
        "status": Transitions(
            "open", {"open": ("resolved", "muted"), "resolved": ("open", "muted"), "muted": ("open", "resolved")}
        )
    }

    class Status(models.TextChoices):
        """Where it stands."""

        OPEN = "open"
        RESOLVED = "resolved"
        MUTED = "muted"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="issues")
    fingerprint = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    family = models.CharField(max_length=40, default="", blank=True)
    level = models.CharField(max_length=20, default="error")
    culprit = models.CharField(max_length=300, default="", blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    report = models.TextField()
    count = models.PositiveBigIntegerField(default=0)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (models.UniqueConstraint(fields=("project", "fingerprint"), name="issue_once"),)
        indexes = (models.Index(fields=("project", "status", "-last_seen"), name="issue_list"),)

    def __str__(self) -> str:
        return self.title


class Signal(TenantModel):
    """One delivery as it was accepted; its row is what makes it accepted.

    ``delivery`` is the sender's own id for it, which makes a repeated delivery the same signal.
    """

    class Source(models.TextChoices):
        """The door it came through."""

        GITHUB = "github"
        SDK = "sdk"
        MANUAL = "manual"

    id = IdField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="signals")
    source = models.CharField(max_length=10, choices=Source.choices)
    kind = models.CharField(max_length=60)
    delivery = models.CharField(max_length=120)
    payload = models.JSONField()
    correlation = models.CharField(max_length=64)
    received_at = models.DateTimeField(db_default=Now())
    digested_at = models.DateTimeField(null=True)
    issue = models.ForeignKey(Issue, null=True, on_delete=models.SET_NULL, related_name="signals")
    note = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("project", "source", "delivery"), name="signal_once"),)
        indexes = (models.Index(fields=("tenant", "id"), name="signal_waiting", condition=models.Q(digested_at=None)),)

    def __str__(self) -> str:
        return f"{self.source} {self.delivery}"
