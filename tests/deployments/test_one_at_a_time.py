"""An environment has one deployment under way; a second waits for its end, or is refused when it may not."""

import pytest

from autofix.core.errors import Conflict
from autofix.core.running import run_job
from autofix.deployments.states import Status


def test_the_second_waits_for_the_first(works, after):
    seen = {}

    def meanwhile():
        with pytest.raises(Conflict, match="is under way"):
            works.deploy(may_wait=False)
        seen["second"] = works.deploy()
        [job] = works.jobs("deployment.run", subject=seen["second"].pk)
        seen["ran"] = run_job(job.pk)
        seen["status"] = works.deployment(seen["second"]).status
        seen["job"] = works.jobs(pk=job.pk)[0]

    after("deployment.execution.started", meanwhile)
    first = works.deployed()

    assert first.status == Status.SUCCESS
    assert (seen["ran"], seen["status"]) == (True, Status.PENDING)
    assert (seen["job"].state, seen["job"].attempts) == ("pending", 0)
    assert first.id in seen["job"].error

    works.hasten()
    works.work()
    second = works.deployment(seen["second"])

    assert (second.status, second.previous) == (Status.SUCCESS, first.release)
    assert second.started_at > first.finished_at
    assert len(works.deployments()) == 2


def test_whoever_was_asked_for_first_goes_first(works):
    one = works.deploy(commit=works.edit('status="ok"', 'status="newer"'))
    two = works.deploy(commit=works.edit('status="newer"', 'status="newest"'))

    # The later one is due first, as after a wait of its own.
    [job] = works.jobs("deployment.run", subject=two.pk)
    run_job(job.pk)
    [job] = works.jobs(pk=job.pk)
    assert (works.deployment(two).status, job.state, job.attempts) == (Status.PENDING, "pending", 0)
    assert one.pk in job.error

    works.work()
    works.hasten()
    works.work()

    assert {works.deployment(asked).status for asked in (one, two)} == {Status.SUCCESS}
    assert works.deployment(two).previous == one.pk
    assert works.current() == two.pk


def test_one_that_may_not_wait_is_refused_where_another_waits(works):
    asked = works.deploy()

    with pytest.raises(Conflict, match=f"{asked.pk} to production is under way"):
        works.deploy(may_wait=False)
    assert works.deploy(may_wait=False, environment="staging").status == Status.PENDING


def test_another_environment_waits_for_nobody(works):
    works.deploy()
    other = works.deploy(environment="staging")
    [job] = works.jobs("deployment.run", subject=other.pk)
    run_job(job.pk)

    assert works.deployment(other).status == Status.SUCCESS
