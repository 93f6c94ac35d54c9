"""Lessons in the admin: what is remembered, how it fares, and the end of one."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from autofix.admin.lists import LOOKS
from autofix.admin.operations import Ask, Call, Operation
from autofix.admin.rules import TenantRowAdmin
from autofix.admin.timeline import timeline_of
from autofix.memory.models import Lesson
from autofix.memory.services import drop_lesson
from autofix.memory.showing import show_steps

REASON = Ask("reason", "Reason", placeholder="why (people read it in the timeline)", max_length=500)


def _drop(lesson: Lesson, call: Call) -> str:
    drop_lesson(lesson, reason=call.answers.get("reason") or "dropped by a person", actor=call.actor)
    return "dropped; it is proposed no more"


@admin.register(Lesson)
class LessonAdmin(TenantRowAdmin):
    """The lessons of the tenant."""

    list_display = ("id", "family", "shown_status", "project", "origin", "tried", "verified", "accepted", "created_at")
    list_filter = ("status", "family", "is_adopted", "project")
    list_select_related = ("project",)
    search_fields = ("=id", "=fix")
    ordering = ("-id",)
    facts = ("family", "project", "fix", "is_adopted", "reason", "tried", "verified", "accepted", "created_at")
    panels_template = "admin/memory/lesson/panels.html"
    operations = (
        Operation(
            "drop", "Drop", _drop, lambda row: row.status == "active", asks=(REASON,), look="danger", is_bulk=True
        ),
    )

    @display(description="status", ordering="status", label=LOOKS)
    def shown_status(self, lesson: Lesson) -> str:
        """Whether it is proposed."""
        return "rejected" if lesson.status == Lesson.Status.DROPPED else lesson.status

    @display(description="learnt from")
    def origin(self, lesson: Lesson) -> str:
        """The fix, or that others share it."""
        return "shared by others" if lesson.is_adopted else lesson.fix

    def badges(self, row: Lesson) -> tuple[str, ...]:
        """Whether it is proposed."""
        return (row.status,)

    def panels(self, request: HttpRequest, row: Lesson) -> dict[str, object]:
        """What it changes, and what happened to it."""
        return {"steps": show_steps(row.body), "timeline": timeline_of(row)}
