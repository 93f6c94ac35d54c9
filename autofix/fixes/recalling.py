"""What a fix takes from the tenant's lessons, and what they are told of how it went."""

from __future__ import annotations

from collections.abc import Sequence

from autofix.core.leases import Lease
from autofix.engine.memory.lesson import Lesson
from autofix.engine.memory.recall import lesson_of
from autofix.engine.memory.shape import shape_of
from autofix.engine.prove.proof import Status
from autofix.engine.workspace.snapshot import Snapshot
from autofix.fixes.models import Attempt, Fix
from autofix.memory.services import adopt_lesson, count_lesson, find_lessons, has_lessons, read_lessons
from autofix.sdk.candidate import Candidate
from autofix.sdk.diagnosis import Diagnosis
from autofix.sdk.problem import Problem

# Until these are passed, nothing is stored that stands on the candidates' order.
_OPEN_STEPS = ("checkout", "diagnose")


def lessons_for(
    lease: Lease, fix: Fix, problem: Problem, diagnosis: Diagnosis | None, workspace: Snapshot
) -> list[Lesson]:
    """The lessons for the problem: those of its shape, or those that the fix was begun with.

    Lessons come and go, and what was proved of a candidate is found again by its place among them all: a worker that
    takes over goes on with the lessons that made the candidates.
    """
    if diagnosis is None:
        return []
    if fix.step not in _OPEN_STEPS:
        ids = [lesson_id for each in fix.candidates if (lesson_id := lesson_of(str(each["strategy"])))]
        with lease.read():
            return read_lessons(ids)
    with lease.read():
        if not has_lessons(fix.tenant_id):
            return []
    shape = shape_of(problem, diagnosis, workspace).digest
    with lease.read():
        return find_lessons(shape)


def keep_lessons(fix: Fix, lessons: Sequence[Lesson], candidates: Sequence[Candidate]) -> None:
    """Keep a row of each lesson that is tried and comes from elsewhere. Call it inside ``lease.write()``."""
    used = {lesson_of(candidate.strategy) for candidate in candidates}
    for lesson in lessons:
        if lesson.id in used:
            adopt_lesson(lesson, tenant_id=fix.tenant_id, family=fix.family)


def count_tried(fix: Fix) -> None:
    """Count what was tried of each lesson in this round. Call it inside ``lease.write()``."""
    for attempt in Attempt.objects.filter(fix=fix, round=fix.round, strategy__startswith="memory:"):
        is_verified = attempt.status == Status.VERIFIED.value
        count_lesson(lesson_of(attempt.strategy), tried=1, verified=int(is_verified))
