"""What a tenant remembers of accepted repairs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from autofix.core.ids import MAX_LENGTH
from autofix.core.models import Subject, TenantModel
from autofix.core.transitions import Transitions
from autofix.projects.models import Project


class Lesson(TenantModel, Subject):
    """A repair as a template (``autofix.engine.memory``), where it was learnt, and how it has fared since.

    ``fix`` and ``project`` are those it was learnt from; a lesson that another tenant shares has neither and
    ``is_adopted``: it is used only as long as it is shared, and never handed on. ``digest`` is that of ``body``, so
    that a tenant has each lesson once, and one that was dropped stays dropped. ``tried``, ``verified`` and
    ``accepted`` count what it proposed; they are no events.
    """

    PREFIX = "les"
    UNRECORDED = frozenset({"body", "tried", "verified", "accepted", "created_at"})
    STATES: ClassVar = {"status": Transitions("active", {"active": ("dropped",), "dropped": ()})}

    class Status(models.TextChoices):
        """Whether it is proposed."""

        ACTIVE = "active"
        DROPPED = "dropped"

    project = models.ForeignKey(Project, null=True, on_delete=models.CASCADE, related_name="lessons")
    fix = models.CharField(max_length=MAX_LENGTH, default="", blank=True)
    is_adopted = models.BooleanField(default=False)
    family = models.CharField(max_length=40, default="", blank=True)
    shape = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    body = models.TextField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.ACTIVE)
    reason = models.TextField(default="", blank=True)
    tried = models.PositiveIntegerField(default=0)
    verified = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "digest"), name="lesson_once"),)
        indexes = (
            models.Index(fields=("tenant", "shape"), name="lesson_by_shape"),
            models.Index(fields=("shape",), name="lesson_shared", condition=models.Q(status="active")),
            models.Index(fields=("tenant", "fix"), name="lesson_by_fix"),
        )

    def __str__(self) -> str:
        return f"{self.family or 'lesson'} {self.id}"
