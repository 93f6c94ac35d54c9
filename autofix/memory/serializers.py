"""What the API takes and tells of lessons."""

from __future__ import annotations

from dataclasses import asdict

from rest_framework import serializers

from autofix.core.api import Input, PageQuery
from autofix.memory.models import Lesson
from autofix.memory.showing import show_steps

MAX_REASON = 2_000
LISTED = (
    "family",
    "status",
    "reason",
    "project_id",
    "is_adopted",
    "tried",
    "verified",
    "accepted",
    "created_at",
    "version",
)


class LessonQuery(PageQuery):
    """Which lessons."""

    status = serializers.ChoiceField(choices=Lesson.Status.values, required=False)
    family = serializers.CharField(max_length=40, required=False)


class DropInput(Input):
    """Why, in a person's words."""

    reason = serializers.CharField(required=False, max_length=MAX_REASON)


def lesson_as_json(lesson: Lesson) -> dict[str, object]:
    """A lesson with its steps as people read them."""
    told = {field: getattr(lesson, field) for field in LISTED}
    return {"lesson_id": lesson.id, "fix_id": lesson.fix, **told, "steps": [asdict(s) for s in show_steps(lesson.body)]}
