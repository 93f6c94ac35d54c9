"""Workers are shared: who has many jobs does not keep the others waiting, and who is alone has all of them."""

from datetime import timedelta

import pytest

from autofix.core.jobs import enqueue
from autofix.core.leases import claim
from autofix.core.models import Job
from autofix.core.tenancy import tenant_scope


@pytest.fixture
def kind(make_kind):
    return make_kind(lambda lease: None)


@pytest.fixture
def jobs_of(kind):
    """Make so many jobs of a tenant; answers their ids."""

    def make(tenant_id, count, **options):
        with tenant_scope(tenant_id):
            before = Job.objects.count()
            for number in range(before, before + count):
                assert enqueue(kind, f"sub_{number}", tenant_id=tenant_id, **options)
            return list(Job.objects.order_by("created_at", "pk").values_list("pk", flat=True))[before:]

    return make


def test_a_tenant_that_is_alone_has_all_workers(tenant, jobs_of):
    assert all(claim(job) for job in jobs_of(tenant, 5))


def test_a_further_job_waits_for_a_tenant_that_has_none(tenant, other_tenant, jobs_of, look):
    first, second = jobs_of(tenant, 2)
    [theirs] = jobs_of(other_tenant, 1)

    assert claim(first)
    assert claim(second) is None
    assert (look(second).state, look(second).fence) == ("pending", 0)
    assert claim(theirs)
    assert claim(second)


def test_both_get_on_when_both_have_many(tenant, other_tenant, jobs_of):
    ours, theirs = jobs_of(tenant, 3), jobs_of(other_tenant, 3)
    order = [job for pair in zip(ours, theirs, strict=True) for job in pair]

    assert all(claim(job) for job in order)


def test_it_is_the_one_with_fewer_that_gets_in(tenant, other_tenant, jobs_of):
    ours, theirs = jobs_of(tenant, 3), jobs_of(other_tenant, 3)
    assert claim(ours[0]) and claim(theirs[0])
    assert claim(theirs[1]), "as many each: anybody may"
    assert claim(theirs[2]) is None
    assert claim(ours[1])
    assert claim(theirs[2])


def test_what_is_not_due_keeps_nobody_waiting(tenant, other_tenant, jobs_of):
    jobs_of(other_tenant, 1, after=timedelta(hours=1))

    assert all(claim(job) for job in jobs_of(tenant, 2))


def test_a_job_whose_worker_is_gone_holds_no_place(tenant, other_tenant, jobs_of, change_job):
    first, second = jobs_of(tenant, 2)
    jobs_of(other_tenant, 1)
    claim(first)
    change_job(first, "lease_until = now() - interval '1 second'")

    assert claim(second)


def test_a_job_that_lost_its_worker_is_taken_over_whoever_waits(tenant, other_tenant, jobs_of, change_job):
    first, second = jobs_of(tenant, 2)
    assert claim(first) and claim(second)
    jobs_of(other_tenant, 1)
    change_job(second, "lease_until = now() - interval '1 second'")

    assert claim(second)
