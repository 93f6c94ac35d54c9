"""A job is made once for its key, and exists when its transaction commits."""

import threading

import pytest

from autofix.core.jobs import enqueue
from autofix.core.models import Job
from autofix.core.tenancy import tenant_scope


@pytest.fixture
def kind(make_kind):
    return make_kind(lambda lease: None)


def jobs_of(tenant):
    with tenant_scope(tenant):
        return list(Job.objects.values_list("subject", "key"))


def test_the_same_key_is_the_same_job(kind, tenant):
    with tenant_scope(tenant):
        answers = [enqueue(kind, "sub_1", tenant_id=tenant) for _ in range(3)]
        answers.append(enqueue(kind, "sub_1", tenant_id=tenant, key="again"))
    with tenant_scope(tenant):
        answers.append(enqueue(kind, "sub_1", tenant_id=tenant))

    assert answers == [True, False, False, True, False]
    assert sorted(jobs_of(tenant)) == [("sub_1", "again"), ("sub_1", "sub_1")]


def test_another_kind_and_another_tenant_have_keys_of_their_own(kind, make_kind, tenant, other_tenant):
    for tenant_id, name in ((tenant, kind), (other_tenant, kind), (tenant, make_kind(lambda lease: None))):
        with tenant_scope(tenant_id):
            assert enqueue(name, "sub_1", tenant_id=tenant_id, key="daily")


def test_side_by_side_it_is_made_once(kind, tenant, side_by_side):
    def make():
        with tenant_scope(tenant):
            return enqueue(kind, "sub_1", tenant_id=tenant)

    assert sorted(side_by_side([make] * 6)) == [False] * 5 + [True]
    assert len(jobs_of(tenant)) == 1


def test_who_came_second_makes_it_when_the_first_gives_up(kind, tenant, side_by_side):
    is_made, second_began = threading.Event(), threading.Event()

    def first():
        with tenant_scope(tenant):
            assert enqueue(kind, "sub_1", tenant_id=tenant)
            is_made.set()
            assert second_began.wait(20)
            raise ZeroDivisionError

    def second():
        with tenant_scope(tenant):
            assert is_made.wait(20)
            second_began.set()
            return enqueue(kind, "sub_1", tenant_id=tenant)

    answers = side_by_side([first, second])

    assert isinstance(answers[0], ZeroDivisionError)
    assert answers[1] is True
    assert len(jobs_of(tenant)) == 1


def test_a_job_is_gone_with_its_transaction(kind, tenant):
    with pytest.raises(ZeroDivisionError), tenant_scope(tenant):
        enqueue(kind, "sub_1", tenant_id=tenant)
        raise ZeroDivisionError

    assert jobs_of(tenant) == []


def test_a_kind_that_nobody_does_is_refused(tenant):
    with tenant_scope(tenant), pytest.raises(LookupError, match="no kind of job is called 'nobody'"):
        enqueue("nobody", "sub_1", tenant_id=tenant)
