"""The routes of lessons."""

from __future__ import annotations

from django.db.models import F
from rest_framework.request import Request
from rest_framework.response import Response

from autofix.core.api import ApiView, answer, expect_version, found, page, read_body, read_query
from autofix.core.tenancy import tenant_scope
from autofix.memory import serializers as shapes
from autofix.memory.models import Lesson
from autofix.memory.services import drop_lesson, get_lesson
from tenants.tokens import access_of

# A lesson is used in every project of the tenant, so a token of one project reaches none.
READ, WRITE = "fixes:read", "fixes:write"
FILTERS = ("status", "family")


class Lessons(ApiView):
    """The lessons of the tenant."""

    def get(self, request: Request) -> Response:
        """List them."""
        access = access_of(request)
        access.require(READ)
        query = read_query(shapes.LessonQuery, request)
        with tenant_scope(access.tenant_id):
            wanted = {name: query[name] for name in FILTERS if name in query}
            rows = Lesson.objects.filter(**wanted).values(*shapes.LISTED, lesson_id=F("id"), fix_id=F("fix"))
            return answer(page(rows, query, "lesson_id"))


class OneLesson(ApiView):
    """One lesson."""

    def get(self, request: Request, lesson_id: str) -> Response:
        """Show it with its steps."""
        access = access_of(request)
        access.require(READ)
        with tenant_scope(access.tenant_id):
            return answer(shapes.lesson_as_json(found(Lesson.objects.all(), lesson_id)))


class Drop(ApiView):
    """The end of a lesson."""

    def post(self, request: Request, lesson_id: str) -> Response:
        """Have it proposed no more."""
        access = access_of(request)
        access.require(WRITE)
        with tenant_scope(access.tenant_id):
            lesson = get_lesson(lesson_id)
            said = read_body(shapes.DropInput, request)
            expect_version(request, lesson)
            drop_lesson(lesson, reason=said.get("reason") or "dropped by a person", actor=access.actor)
            return answer(shapes.lesson_as_json(lesson))
