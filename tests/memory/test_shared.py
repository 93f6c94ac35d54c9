"""Nothing of a tenant's lessons reaches another, but the templates of those that share, to those that share."""

from __future__ import annotations

import pytest

from autofix.core.tenancy import tenant_scope
from autofix.memory.models import Lesson
from autofix.memory.services import adopt_lesson, drop_lesson, find_lessons, get_lesson, has_lessons, learn_lesson
from autofix.sdk.candidate import Risk
from tenants.services import create_tenant, share_lessons
from tests.fixtures.lessons import SHAPE, some_lesson


@pytest.fixture
def learnt(tenant, project):
    with tenant_scope(tenant):
        return learn_lesson(
            some_lesson(), tenant_id=tenant, project_id=project, fix_id="fix_of_it", family="cors_error"
        )


def share(*tenants, is_sharing=True):
    for each in tenants:
        share_lessons(each, is_sharing, actor="user:boss")


def seen_by(tenant_id, shape=SHAPE):
    with tenant_scope(tenant_id):
        return find_lessons(shape)


@pytest.mark.parametrize(("giver", "taker"), [(False, False), (True, False), (False, True)])
def test_unless_both_share_nothing_is_seen(learnt, tenant, other_tenant, giver, taker):
    share(tenant, is_sharing=giver)
    share(other_tenant, is_sharing=taker)

    assert seen_by(other_tenant) == []


def test_where_both_share_the_template_is_seen_and_nothing_else(learnt, tenant, other_tenant, connect):
    share(tenant, other_tenant)

    (lesson,) = seen_by(other_tenant)
    raw = connect("autofix_app", other_tenant).execute("SELECT * FROM shared_lessons(%s)", [SHAPE])

    assert (lesson.steps, lesson.files) == (some_lesson().steps, ("python",))
    assert lesson.id != learnt.id
    # Another tenant wrote it, so a person reads what comes of it.
    assert lesson.risk is Risk.FULL_REVIEW
    assert [column.name for column in raw.description] == ["body"]
    ((body,),) = raw.fetchall()
    assert not any(each in body for each in (tenant, learnt.id, learnt.project_id, learnt.fix))


def test_no_tenant_in_scope_sees_nothing(learnt, tenant, other_tenant, connect):
    share(tenant, other_tenant)

    assert connect("autofix_app").execute("SELECT * FROM shared_lessons(%s)", [SHAPE]).fetchall() == []


def test_another_shape_gets_nothing(learnt, tenant, other_tenant):
    share(tenant, other_tenant)

    assert seen_by(other_tenant, "b" * 64) == []


def test_what_its_tenant_dropped_is_seen_no_more(learnt, tenant, other_tenant):
    share(tenant, other_tenant)
    with tenant_scope(tenant):
        drop_lesson(get_lesson(learnt.id), reason="no")

    assert seen_by(other_tenant) == []


def test_what_the_taker_dropped_is_not_offered_to_it_again(learnt, tenant, other_tenant):
    share(tenant, other_tenant)
    (lesson,) = seen_by(other_tenant)
    with tenant_scope(other_tenant):
        adopt_lesson(lesson, tenant_id=other_tenant, family="cors_error")
        drop_lesson(get_lesson(lesson.id), reason="no")

    assert seen_by(other_tenant) == []
    assert [each.id for each in seen_by(tenant)] == [learnt.id]


def test_what_was_taken_over_is_not_handed_on_and_ends_with_the_sharing(learnt, tenant, other_tenant, database):
    third = create_tenant("Initech", plan="enterprise").tenant_id
    share(tenant, other_tenant, third)
    (lesson,) = seen_by(other_tenant)
    with tenant_scope(other_tenant):
        adopt_lesson(lesson, tenant_id=other_tenant, family="cors_error")
    assert [each.id for each in seen_by(other_tenant)] == [lesson.id]

    share(tenant, is_sharing=False)

    assert seen_by(third) == [] and seen_by(other_tenant) == []


def test_two_that_learnt_the_same_share_one(learnt, tenant, other_tenant, database):
    third = create_tenant("Initech", plan="enterprise").tenant_id
    share(tenant, other_tenant, third)
    with tenant_scope(third):
        adopted = Lesson.objects.count()
        learn_lesson(some_lesson(), tenant_id=third, project_id=None, fix_id="fix_too", family="cors_error")

    assert adopted == 0
    assert len(seen_by(other_tenant)) == 1


def test_nobody_looks_who_can_have_none(tenant, other_tenant, learnt):
    with tenant_scope(other_tenant):
        assert not has_lessons(other_tenant)
    share(other_tenant)
    with tenant_scope(other_tenant):
        assert has_lessons(other_tenant)
    with tenant_scope(tenant):
        assert has_lessons(tenant)
