"""The states of a deployment and of its phases (requirement E2)."""

from __future__ import annotations

from django.db import models

from autofix.core.transitions import Transitions


class Status(models.TextChoices):
    """Of a deployment and of a phase alike."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    SUCCESS = "success"
    FAILED = "failed"
    CANCELLED = "cancelled"


STATUS = Transitions(
    "pending",
    {
        "pending": ("in_progress", "failed", "cancelled"),
        "in_progress": ("success", "failed", "cancelled"),
        # When its way back was given up, a person may have it gone on with.
        "failed": ("in_progress",),
    },
)
