"""The rows that every app builds on: what belongs to a tenant, what happened, and what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now

from autofix.core.ids import MAX_LENGTH
from autofix.core.transitions import Transitions


class IdField(models.CharField):  # type: ignore[type-arg]
    """A prefixed, sortable identifier as primary key."""

    def __init__(self, **options: object) -> None:
        fixed = {"max_length": MAX_LENGTH, "primary_key": True, "editable": False}
        super().__init__(**{**options, **fixed})  # type: ignore[arg-type]


class TenantModel(models.Model):
    """A row of one tenant, invisible to every other (``row_security.isolate``)."""

    tenant = models.ForeignKey("tenants.Tenant", on_delete=models.CASCADE, related_name="+", editable=False)

    class Meta:
        abstract = True


class Subject(models.Model):
    """A row whose every change is an event; ``autofix.core.events`` is the only writer.

    ``PREFIX`` begins its ids. ``STATES`` gives each state field its legal moves. Fields named in
    ``UNRECORDED`` are too secret or too large for an event; replay does not rebuild them.
    """

    PREFIX: ClassVar[str]
    STATES: ClassVar[Mapping[str, Transitions]] = {}
    UNRECORDED: ClassVar[frozenset[str]] = frozenset()

    id = IdField()
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Event(TenantModel):
    """What happened to a subject, in order; rows are added and never changed.

    ``changes`` holds the new value of every field that the event set, so that folding a subject's
    events in the order of ``version`` rebuilds it. ``data`` is whatever else is worth knowing.
    """

    id = IdField()
    subject = models.CharField(max_length=MAX_LENGTH)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    actor = models.CharField(max_length=120)
    correlation = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (models.UniqueConstraint(fields=("subject", "version"), name="event_once"),)
        indexes = (models.Index(fields=("tenant", "name", "id"), name="event_by_name"),)

    def __str__(self) -> str:
        return f"{self.name} #{self.version} of {self.subject}"


class Job(TenantModel):
    """Something to be done, by one worker at a time, until it is done or dead.

    A message names a job's id and nothing else. ``key`` makes a job of its ``kind`` unique in the tenant. ``fence``
    grows with every claim; a worker's writes name the fence it claimed, so what a paused worker
    writes after another took over is refused. ``kills`` counts workers that died over the job since
    it last made progress.
    """

    class State(models.TextChoices):
        """What becomes of it."""

        PENDING = "pending"
        RUNNING = "running"
        DONE = "done"
        DEAD = "dead"

    id = IdField()
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    subject = models.CharField(max_length=MAX_LENGTH)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    priority = models.SmallIntegerField(default=5)
    correlation = models.CharField(max_length=64)
    attempts = models.PositiveSmallIntegerField(default=0)
    kills = models.PositiveSmallIntegerField(default=0)
    fence = models.PositiveBigIntegerField(default=0)
    owner = models.CharField(max_length=120, default="", blank=True)
    error = models.TextField(default="", blank=True)
    created_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(db_default=Now())
    nudged_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "kind", "key"), name="job_once"),)
        indexes = (
            models.Index(fields=("due_at",), name="job_waiting", condition=models.Q(state__in=("pending", "running"))),
            models.Index(fields=("tenant", "due_at"), name="job_turns", condition=models.Q(state="pending")),
            models.Index(fields=("tenant",), name="job_running", condition=models.Q(state="running")),
            models.Index(fields=("subject",), name="job_by_subject"),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject}"
