"""Who was paused past the lease writes nothing over the one that took the job.

The fence is what stops it: the worker does not know that it was paused.
"""

import os
import signal
import threading
import time

import pytest
from django.db import connection

from autofix.core.leases import LeaseLost, claim
from autofix.core.models import Job
from autofix.core.tenancy import tenant_scope
from tenants.models import Tenant

WORKER = """
    import sys
    from autofix.core.events import record
    from autofix.core.leases import LeaseLost, claim, kept
    from tenants.models import Tenant

    lease = claim(sys.argv[1])
    with kept(lease):
        print(lease.fence, flush=True)
        sys.stdin.readline()
        try:
            with lease.write():
                record(Tenant.objects.get(), "test.renamed", {"name": "by the paused one"})
                lease.finish()
        except LeaseLost:
            print("lost", flush=True)
        else:
            print("written", flush=True)
"""


@pytest.fixture
def job(make_kind, make_job):
    return make_job(make_kind(lambda lease: None))


def name_of(tenant):
    with tenant_scope(tenant):
        return Tenant.objects.get().name


def wait_expired(job, tenant):
    with tenant_scope(tenant), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_sleep(greatest(0, extract(epoch FROM lease_until - clock_timestamp())) + 0.01) "
            "FROM core_job WHERE id = %s",
            [job],
        )


def test_a_worker_that_was_stopped_past_its_lease_is_refused(job, tenant, start_process, look):
    worker = start_process(WORKER, job, AUTOFIX_LEASE_SECONDS="1")
    assert worker.stdout.readline() == "1\n"
    os.kill(worker.pid, signal.SIGSTOP)
    os.waitid(os.P_PID, worker.pid, os.WSTOPPED)
    wait_expired(job, tenant)
    second = claim(job)
    with second.write():
        Job.objects.filter(pk=job).update(error="the second was here")

    os.kill(worker.pid, signal.SIGCONT)
    out, _ = worker.communicate("go\n", timeout=60)

    assert second.fence == 2
    assert out == "lost\n"
    assert name_of(tenant) == "Acme"
    assert (look(job).state, look(job).fence, look(job).error) == ("running", 2, "the second was here")


def test_a_worker_that_was_not_stopped_writes(job, tenant, start_process, look):
    worker = start_process(WORKER, job, AUTOFIX_LEASE_SECONDS="1")
    assert worker.stdout.readline() == "1\n"
    out, _ = worker.communicate("go\n", timeout=60)

    assert out == "written\n"
    assert name_of(tenant) == "by the paused one"
    assert look(job).state == "done"


def test_without_the_fence_the_late_write_would_stand(job, tenant, change_job):
    """The attack with the defence off: the same write, its lease naming the fence of the one that took over."""
    late = claim(job)
    change_job(job, "lease_until = now() - interval '1 second'")
    second = claim(job)
    late.fence = second.fence

    with late.write():
        Tenant.objects.update(name="by the paused one")

    assert name_of(tenant) == "by the paused one"


def test_a_takeover_waits_for_a_write_that_has_begun(job, tenant, change_job, side_by_side, owner_connection):
    """The job's row is locked while it is written under: nobody takes it over in the middle of a write."""
    first, has_begun = claim(job), threading.Event()
    change_job(job, "lease_until = now() - interval '1 second'")

    def write():
        with first.write():
            has_begun.set()
            while not owner_connection.execute("SELECT FROM pg_locks WHERE NOT granted").rowcount:
                time.sleep(0.01)
            Tenant.objects.update(name="by the first")
            first.finish()

    def take_over():
        assert has_begun.wait(20)
        return claim(job)

    assert side_by_side([write, take_over]) == [None, None]
    assert name_of(tenant) == "by the first"


def test_after_it_is_done_nothing_is_written_any_more(job, tenant):
    lease = claim(job)
    with lease.write():
        lease.finish()

    with pytest.raises(LeaseLost), lease.write():
        Tenant.objects.update(name="too late")
    assert name_of(tenant) == "Acme"
    assert lease.lost.is_set()
