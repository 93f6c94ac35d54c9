"""A job that says so is kept for longer than ten minutes."""

from datetime import timedelta

import pytest
from django.db import connection

from autofix.core.leases import claim, kept
from autofix.core.tenancy import tenant_scope


@pytest.fixture(autouse=True)
def short_leases(settings):
    settings.LEASE_SECONDS = 2


@pytest.fixture
def lease(make_kind, make_job, change_job):
    job = make_job(make_kind(lambda lease: None))
    lease = claim(job)
    change_job(job, "claimed_at = now() - interval '601 seconds'")
    return lease


def test_it_is_renewed_after_ten_minutes(lease, look, tenant):
    lease.longest = timedelta(hours=2)
    first = look(lease.job_id).lease_until

    with kept(lease):
        with tenant_scope(tenant), connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(greatest(0, extract(epoch FROM %s - clock_timestamp())) + 0.01)", [first])
        assert look(lease.job_id).lease_until > first
        lease.check()


def test_it_is_not_renewed_after_that(lease, change_job):
    lease.longest = timedelta(hours=2)
    change_job(lease.job_id, "claimed_at = now() - interval '7201 seconds'")

    with kept(lease):
        assert lease.lost.wait(30)
