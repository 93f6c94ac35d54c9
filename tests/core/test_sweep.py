"""The sweeper finds what is due and what lost its worker, without anybody's nudge."""

import json

import pytest
import redis

from autofix.core.leases import claim
from autofix.core.running import sweep
from autofix.core.tenancy import tenant_scope
from tenants.models import Tenant

QUEUE = "autofix"


@pytest.fixture
def nudged(redis_url):
    """The jobs named by the messages in the queue, which is emptied."""
    client = redis.Redis.from_url(redis_url)

    def read():
        found = []
        while message := client.lpop(QUEUE):
            headers = json.loads(message)["headers"]
            assert headers["task"] == "autofix.run_job"
            found.append(headers["argsrepr"].strip("('),"))
        return sorted(found)

    yield read
    client.close()


@pytest.fixture
def job(make_kind, make_job, nudged):
    made = make_job(make_kind(lambda lease: None))
    assert nudged() == [made], "making a job nudges a worker"
    return made


@pytest.mark.parametrize(
    "assignment",
    [
        "due_at = now() - interval '1 day'",
        "nudged_at = now() - interval '6 seconds'",
        "state = 'running', lease_until = now() - interval '1 second'",
    ],
)
def test_it_nudges_what_waits(job, nudged, change_job, assignment):
    change_job(job, assignment)

    assert sweep() == 1
    assert nudged() == [job]


@pytest.mark.parametrize(
    "assignment",
    [
        "due_at = now() + interval '1 hour'",
        "nudged_at = now() - interval '1 second'",
        "state = 'running', lease_until = now() + interval '1 hour'",
        "state = 'done'",
        "state = 'dead'",
    ],
)
def test_it_leaves_the_others_alone(job, nudged, change_job, assignment):
    change_job(job, assignment)

    assert sweep() == 0
    assert nudged() == []


def test_a_job_is_not_nudged_again_at_once(job, nudged):
    assert (sweep(), sweep()) == (1, 0)


def test_a_claim_clears_the_nudge(job, look):
    sweep()
    assert look(job).nudged_at is not None
    claim(job)
    assert look(job).nudged_at is None


def test_the_urgent_come_first_and_no_more_than_asked(make_kind, make_job, nudged):
    kind = make_kind(lambda lease: None)
    late, urgent, other = (make_job(kind, priority=priority) for priority in (9, 1, 5))
    nudged()

    assert sweep(limit=2) == 2
    assert nudged() == sorted([urgent, other])
    assert sweep(limit=2) == 1
    assert nudged() == [late]


def test_two_sweepers_share_the_work(make_kind, make_job, nudged, side_by_side):
    kind = make_kind(lambda lease: None)
    made = sorted(make_job(kind) for _ in range(6))
    nudged()

    assert sum(side_by_side([sweep] * 3)) == 6
    assert nudged() == made


def test_a_job_for_later_is_not_nudged(make_kind, tenant, nudged):
    from datetime import timedelta

    from autofix.core.jobs import enqueue

    with tenant_scope(tenant):
        enqueue(make_kind(lambda lease: None), "sub_1", tenant_id=tenant, after=timedelta(hours=1))

    assert nudged() == []


def test_a_nudge_goes_out_after_the_commit_and_not_before(make_kind, tenant, nudged):
    from autofix.core.jobs import enqueue

    with tenant_scope(tenant):
        enqueue(make_kind(lambda lease: None), "sub_1", tenant_id=tenant)
        Tenant.objects.count()
        assert nudged() == []
    assert len(nudged()) == 1
