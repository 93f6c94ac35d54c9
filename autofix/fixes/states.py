"""Where a fix stands: execution, approval and publication are three separate things (requirement D3a)."""

from __future__ import annotations

from django.db import models

from autofix.core.transitions import Transitions


class Execution(models.TextChoices):
    """The engine's work. Waiting for a person is none of it."""

    PENDING = "pending"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Approval(models.TextChoices):
    """What people, or the policy in their name, said."""

    NOT_NEEDED = "not_needed"
    AWAITING = "awaiting"
    APPROVED = "approved"
    REJECTED = "rejected"


class Publication(models.TextChoices):
    """How far the change has travelled."""

    NONE = "none"
    BRANCH = "branch"
    PULL_REQUEST = "pull_request"
    MERGED = "merged"
    CLOSED = "closed"
    REVERTED = "reverted"


# The change is where a person can look at it, and waits.
ON_THE_WAY = (Publication.BRANCH, Publication.PULL_REQUEST)

# "completed -> pending" is a new round: asked for by a person, or because the base moved under the proof.
EXECUTION = Transitions(
    "pending",
    {
        "pending": ("running", "failed", "cancelled"),
        "running": ("completed", "failed", "cancelled", "pending"),
        "completed": ("pending",),
        "failed": ("pending",),
        "cancelled": ("pending",),
    },
)
APPROVAL = Transitions(
    "not_needed",
    {
        "not_needed": ("awaiting", "approved"),
        "awaiting": ("approved", "rejected", "not_needed"),
        "approved": ("awaiting", "not_needed"),
        "rejected": ("awaiting", "not_needed"),
    },
)
PUBLICATION = Transitions(
    "none",
    {
        "none": ("branch",),
        "branch": ("pull_request", "merged", "closed"),
        "pull_request": ("merged", "closed"),
        "merged": ("reverted",),
        "closed": ("branch",),
        "reverted": (),
    },
)
