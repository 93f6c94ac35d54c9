"""Events and jobs in the admin: what happened, and what waits for a person."""

from __future__ import annotations

from django.contrib import admin
from unfold.decorators import display

from autofix.admin.lists import LOOKS
from autofix.admin.operations import Call, Operation
from autofix.admin.rules import TenantRowAdmin
from autofix.core.jobs import replay_job
from autofix.core.models import Event, Job


@admin.register(Event)
class EventAdmin(TenantRowAdmin):
    """Everything that happened to the tenant's rows; nobody changes it."""

    list_display = ("name", "subject", "version", "actor", "at")
    list_filter = ("name", "at")
    search_fields = ("=subject", "=correlation", "=actor", "name")
    ordering = ("-id",)
    facts = ("name", "subject", "version", "actor", "correlation", "at", "changes", "data")


def _replay(job: Job, call: Call) -> str:
    replay_job(job)
    return f"{job.kind} is tried again, with all its attempts"


@admin.register(Job)
class JobAdmin(TenantRowAdmin):
    """What is to be done; the dead ones are those that a person has to look at."""

    list_display = ("kind", "subject", "shown_state", "attempts", "kills", "first_line", "created_at", "finished_at")
    list_filter = ("state", "kind")
    search_fields = ("=subject", "=correlation", "kind", "error", "=id")
    ordering = ("-id",)
    facts = (
        "kind", "subject", "key", "attempts", "kills", "priority", "owner", "correlation",
        "created_at", "due_at", "claimed_at", "lease_until", "finished_at", "error",
    )  # fmt: skip
    operations = (
        Operation("replay", "Replay", _replay, lambda job: job.state == "dead", look="primary", is_bulk=True),
    )

    @display(description="state", ordering="state", label=LOOKS)
    def shown_state(self, job: Job) -> str:
        """The state as a badge."""
        return job.state

    @display(description="error")
    def first_line(self, job: Job) -> str:
        """The beginning of the last error."""
        return job.error.split("\n", 1)[0][:120]

    def badges(self, row: Job) -> tuple[str, ...]:
        """Its state."""
        return (row.state,)
