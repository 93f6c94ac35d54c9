"""What becomes of one call of a model, and whose money an account counts."""

from __future__ import annotations

from django.db import models

from autofix.core.transitions import Transitions


class CallState(models.TextChoices):
    """A call is reserved before it is made. Nothing but its end takes the reservation back."""

    RESERVED = "reserved"
    ANSWERED = "answered"
    FAILED = "failed"
    LOST = "lost"


# A worker that was slow, and not dead, still settles the call that was given up for it.
CALL = Transitions(
    "reserved",
    {"reserved": ("answered", "failed", "lost"), "lost": ("answered", "failed"), "answered": (), "failed": ()},
)


class Scope(models.IntegerChoices):
    """Whose spending an account counts. Accounts are locked in this order, so that nobody waits in a circle."""

    TENANT = 1, "tenant in a month"
    PROJECT = 2, "project in a month"
    FIX = 3, "fix"
