"""A tenant has a lesson once, and one that was dropped stays dropped."""

from __future__ import annotations

import pytest

from autofix.core.models import Event
from autofix.core.tenancy import tenant_scope
from autofix.memory.models import Lesson
from autofix.memory.services import drop_lesson, drop_lessons, find_lessons, get_lesson, learn_lesson
from tests.fixtures.lessons import SHAPE, some_lesson


@pytest.fixture
def learn(tenant, project):
    def keep(fix_id="fix_one", word="origins"):
        with tenant_scope(tenant):
            lesson = some_lesson(word)
            return learn_lesson(lesson, tenant_id=tenant, project_id=project, fix_id=fix_id, family="cors_error")

    return keep


def test_the_same_again_is_counted(learn, tenant):
    learn()
    learn("fix_two")

    with tenant_scope(tenant):
        (row,) = Lesson.objects.all()
        assert (row.fix, row.accepted, row.status) == ("fix_one", 2, "active")
        assert list(Event.objects.filter(subject=row.id).values_list("name", flat=True)) == ["lesson.learned"]


def test_the_most_accepted_comes_first(learn, tenant):
    learn()
    second = learn("fix_two", "allowed")
    learn("fix_three", "allowed")
    third = learn("fix_four", "whitelist")

    with tenant_scope(tenant):
        assert [lesson.id for lesson in find_lessons(SHAPE)][:2] == [second.id, third.id]


def test_what_was_dropped_is_not_learnt_again(learn, tenant):
    row = learn()
    with tenant_scope(tenant):
        drop_lesson(get_lesson(row.id), reason="no")
        drop_lesson(get_lesson(row.id), reason="no, again")

    assert learn("fix_two") is None
    with tenant_scope(tenant):
        assert find_lessons(SHAPE) == []
        assert (get_lesson(row.id).reason, get_lesson(row.id).accepted) == ("no", 1)


def test_a_fix_takes_all_it_taught_along(learn, tenant):
    gone, named, stays = learn("fix_one"), learn("fix_two", "allowed"), learn("fix_three", "whitelist")

    with tenant_scope(tenant):
        drop_lessons([named.id], learnt_from="fix_one", reason="reverted")
        assert [get_lesson(row.id).status for row in (gone, named, stays)] == ["dropped", "dropped", "active"]


def test_what_another_version_wrote_is_left_alone(learn, tenant):
    row, other = learn(), learn("fix_two", "allowed")
    with tenant_scope(tenant):
        Lesson.objects.filter(pk=row.id).update(body='{"version": 99}')
        assert [lesson.id for lesson in find_lessons(SHAPE)] == [other.id]
