"""The heartbeat keeps a long job, for ten minutes at most."""

import pytest
from django.db import connection

from autofix.core.leases import LeaseLost, claim, kept
from autofix.core.running import run_job
from autofix.core.tenancy import tenant_scope


@pytest.fixture(autouse=True)
def short_leases(settings):
    settings.LEASE_SECONDS = 2


def wait_until(tenant, moment):
    with tenant_scope(tenant), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(greatest(0, extract(epoch FROM %s - clock_timestamp())) + 0.01)", [moment])


def test_a_job_longer_than_its_lease_is_kept(make_kind, make_job, look, tenant):
    seen = []

    def work(lease):
        first = look(lease.job_id).lease_until
        wait_until(tenant, first)
        seen.append((look(lease.job_id).lease_until > first, claim(lease.job_id)))
        with lease.write():
            lease.finish()

    job = make_job(make_kind(work))

    assert run_job(job)
    assert seen == [(True, None)]
    assert (look(job).state, look(job).fence) == ("done", 1)


def test_without_the_heartbeat_it_would_be_taken(make_kind, make_job, look, tenant):
    job = make_job(make_kind(lambda lease: None))
    claim(job)
    wait_until(tenant, look(job).lease_until)

    assert claim(job).fence == 2


def test_after_ten_minutes_it_is_not_renewed(make_kind, make_job, change_job, look, tenant):
    job = make_job(make_kind(lambda lease: None))
    lease = claim(job)
    change_job(job, "claimed_at = now() - interval '601 seconds'")

    with kept(lease):
        assert lease.lost.wait(30)
        wait_until(tenant, look(job).lease_until)
        other = claim(job)

    with pytest.raises(LeaseLost, match="was taken over"):
        lease.check()
    assert other.fence == 2
    with pytest.raises(LeaseLost), lease.write():
        pass


def test_just_under_ten_minutes_it_still_is(make_kind, make_job, change_job, look, tenant):
    job = make_job(make_kind(lambda lease: None))
    lease = claim(job)
    change_job(job, "claimed_at = now() - interval '500 seconds'")
    first = look(job).lease_until

    with kept(lease):
        wait_until(tenant, first)
        assert look(job).lease_until > first
        lease.check()


def test_a_worker_hears_that_its_job_was_taken(make_kind, make_job, change_job):
    job = make_job(make_kind(lambda lease: None))
    lease = claim(job)
    with kept(lease):
        change_job(job, "fence = fence + 1")
        assert lease.lost.wait(30)
