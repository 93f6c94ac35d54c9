"""A fix that was sent back to its first step belongs to its newest job: an older one leaves it alone."""

import pytest

from autofix.core.models import Job
from autofix.core.tenancy import tenant_scope
from autofix.fixes.models import Attempt
from autofix.fixes.services import cancel_fix, retry_fix
from autofix.fixes.states import Execution


@pytest.fixture
def two_jobs(make_shop):
    """A fix that was cancelled and retried while its first job waited."""
    shop = make_shop()
    shop.report()
    shop.run("on:fixes.start")
    shop.ask(cancel_fix, shop.fix(), actor="user:boss")
    shop.ask(retry_fix, shop.fix(), actor="user:boss")
    assert len(shop.jobs("fix.run", state="pending")) == 2
    return shop


def test_the_work_is_done_once(two_jobs):
    two_jobs.work()

    assert two_jobs.fix().result == "verified"
    assert len(two_jobs.rows(Attempt)) == 1
    assert [job.state for job in two_jobs.jobs("fix.run")] == ["done", "done"]
    assert [event.name for event in two_jobs.events(two_jobs.fix())].count("fix.execution.started") == 1


def test_its_death_is_not_the_fix_s(two_jobs):
    from autofix.core.running import run_job

    older, newer = two_jobs.jobs("fix.run")
    with tenant_scope(two_jobs.tenant):
        Job.objects.filter(pk=older.pk).update(kills=3)
    run_job(older.pk)

    assert [job.state for job in two_jobs.jobs("fix.run")] == ["dead", "pending"]
    assert two_jobs.fix().execution == Execution.PENDING
    run_job(newer.pk)
    assert two_jobs.fix().result == "verified"
