"""Learning, recalling and dropping lessons. Every function is called inside the tenant's scope."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import connection
from django.db.models import F

from autofix.core.errors import NotFound
from autofix.core.events import SYSTEM, create, record
from autofix.core.ids import new_id
from autofix.engine.memory.lesson import Lesson as EngineLesson
from autofix.engine.memory.lesson_json import LessonError, digest_of, read_lesson, write_lesson
from autofix.memory.models import Lesson
from autofix.sdk.candidate import Risk
from tenants.models import Tenant

log = logging.getLogger("autofix.memory")
MAX_RECALLED = 20
MAX_LESSONS = 2_000


def learn_lesson(
    lesson: EngineLesson, *, tenant_id: str, project_id: str | None, fix_id: str, family: str, actor: str = SYSTEM
) -> Lesson | None:
    """Keep what a fix taught; the same lesson again was accepted once more. None where it is not wanted.

    One that was dropped before is not wanted, nor is any where the tenant has ``MAX_LESSONS`` in use.
    """
    Tenant.objects.select_for_update(no_key=True).get(pk=tenant_id)
    known = Lesson.objects.filter(digest=digest_of(lesson)).first()
    if known is not None:
        if known.status == Lesson.Status.ACTIVE:
            count_lesson(known.id, accepted=1)
        return known if known.status == Lesson.Status.ACTIVE else None
    if Lesson.objects.filter(status=Lesson.Status.ACTIVE).count() >= MAX_LESSONS:
        log.warning("%s has %s lessons, and learns no more of them", tenant_id, MAX_LESSONS)
        return None
    row = Lesson(
        id=new_id(Lesson.PREFIX),
        tenant_id=tenant_id,
        project_id=project_id,
        fix=fix_id,
        family=family,
        shape=lesson.shape,
        digest=digest_of(lesson),
        body=write_lesson(lesson),
        accepted=1,
    )
    return create(row, "lesson.learned", actor=actor)


def has_lessons(tenant_id: str) -> bool:
    """Whether there may be any for this tenant, so that nobody works out a shape for nothing."""
    is_sharing = Tenant.objects.filter(pk=tenant_id, is_sharing_lessons=True).exists()
    return is_sharing or Lesson.objects.filter(status=Lesson.Status.ACTIVE, is_adopted=False).exists()


def find_lessons(shape: str) -> list[EngineLesson]:
    """The lessons for problems of this shape, the most accepted first: the tenant's own, then what others share.

    One that others share has an id of its own here, but no row yet: see ``adopt_lesson``.
    """
    rows = list(Lesson.objects.filter(shape=shape).order_by("-accepted", "-verified", "-id"))
    own = [row for row in rows if row.status == Lesson.Status.ACTIVE and not row.is_adopted]
    known = {row.digest: row for row in rows}
    found = [lesson for row in own[:MAX_RECALLED] if (lesson := _read(row.body, row.id))]
    for body in _shared(shape):
        lesson = _read(body, new_id(Lesson.PREFIX))
        if lesson is None or lesson.shape != shape:
            continue
        row = known.get(digest_of(lesson))
        if row is None or (row.is_adopted and row.status == Lesson.Status.ACTIVE):
            found.append(replace(lesson, id=row.id if row else lesson.id, risk=Risk.FULL_REVIEW))
    return found


def is_from_others(lesson_id: str) -> bool:
    """Whether another tenant wrote it: then a person reads what comes of it, however well it is proven."""
    return Lesson.objects.filter(pk=lesson_id, is_adopted=True).exists()


def read_lessons(lesson_ids: Sequence[str]) -> list[EngineLesson]:
    """These lessons in this order, whatever became of them since: what was begun with them goes on with them."""
    rows = Lesson.objects.in_bulk(list(lesson_ids))
    found = [_read(rows[lesson_id].body, lesson_id) for lesson_id in lesson_ids if lesson_id in rows]
    return [lesson for lesson in found if lesson is not None]


def adopt_lesson(lesson: EngineLesson, *, tenant_id: str, family: str) -> None:
    """Keep a row of a lesson that others share and that is tried here, so that it can be counted and dropped."""
    if Lesson.objects.filter(pk=lesson.id).exists() or Lesson.objects.filter(digest=digest_of(lesson)).exists():
        return
    row = Lesson(
        id=lesson.id,
        tenant_id=tenant_id,
        is_adopted=True,
        family=family,
        shape=lesson.shape,
        digest=digest_of(lesson),
        body=write_lesson(lesson),
    )
    create(row, "lesson.adopted")


def count_lesson(lesson_id: str, *, tried: int = 0, verified: int = 0, accepted: int = 0) -> None:
    """Add to what became of a lesson's proposals."""
    Lesson.objects.filter(pk=lesson_id).update(
        tried=F("tried") + tried, verified=F("verified") + verified, accepted=F("accepted") + accepted
    )


def get_lesson(lesson_id: str) -> Lesson:
    """The lesson, locked for this transaction; raises ``NotFound``."""
    row = Lesson.objects.select_for_update(of=("self",)).filter(pk=lesson_id).first()
    if row is None:
        raise NotFound(f"there is no lesson {lesson_id}")
    return row


def drop_lesson(lesson: Lesson, *, reason: str, actor: str = SYSTEM) -> None:
    """Propose it no more, here and, where it is shared, anywhere."""
    if lesson.status == Lesson.Status.DROPPED:
        return
    record(lesson, "lesson.dropped", {"status": Lesson.Status.DROPPED, "reason": reason}, actor=actor)


def drop_lessons(lesson_ids: Iterable[str], *, learnt_from: str, reason: str, actor: str = SYSTEM) -> None:
    """Drop these lessons, and those that were learnt from a fix."""
    rows = Lesson.objects.select_for_update(of=("self",)).filter(status=Lesson.Status.ACTIVE)
    for row in (rows.filter(fix=learnt_from) | rows.filter(pk__in=list(lesson_ids))).order_by("pk"):
        drop_lesson(row, reason=reason, actor=actor)


def _shared(shape: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM shared_lessons(%s)", [shape])
        return [str(body) for (body,) in cursor.fetchall()]


def _read(body: str, lesson_id: str) -> EngineLesson | None:
    try:
        return read_lesson(body, lesson_id)
    except LessonError as error:
        # Of an older version, say: it is no worse than not to have learnt it.
        log.warning("%s cannot be read: %s", lesson_id, error)
        return None
