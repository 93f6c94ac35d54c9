"""A deployment whose job was given up, and what a replay of that job does or why it is refused."""

import pytest

from autofix.core.errors import Conflict
from autofix.core.events import recorded_state, replay
from autofix.core.jobs import MAX_KILLS, replay_job
from autofix.core.models import Job
from autofix.core.running import run_job
from autofix.core.tenancy import tenant_scope
from autofix.deployments.states import Status


@pytest.fixture
def give_up(worker_killed):
    """Let a job of a deployment have ended so many workers that it is set aside; answers the job."""

    def end(works, deployment, key):
        if works.jobs("deployment.run", key=key)[0].state == "pending" and works.deployment(deployment).started_at:
            with pytest.raises(worker_killed):
                works.work()
        with tenant_scope(works.tenant):
            Job.objects.filter(kind="deployment.run", key=key).update(kills=MAX_KILLS)
        works.hasten()
        [job] = works.jobs("deployment.run", key=key)
        assert run_job(job.pk)
        [job] = works.jobs(pk=job.pk)
        assert job.state == "dead"
        return job

    return end


@pytest.fixture
def half_way(works, after, kill, worker_killed, give_up):
    """A deployment whose job and whose way back were given up, after it had switched: with the two jobs."""
    good = works.deployed()
    works.edit('status="ok"', 'status="newer"')
    asked = works.deploy()
    after("deployment.execution.completed", kill)
    with pytest.raises(worker_killed):
        works.work()
    main = give_up(works, asked, asked.pk)
    after("deployment.rollback.started", kill)
    return good, asked, main, give_up(works, asked, f"{asked.pk}:rollback")


def replayed(works, job):
    with tenant_scope(works.tenant):
        replay_job(Job.objects.get(pk=job.pk))


def test_a_way_back_that_was_given_up_goes_on(works, half_way):
    good, asked, _, job = half_way
    given_up = works.deployment(asked)
    assert (given_up.status, given_up.is_rolled_back) == (Status.FAILED, False)
    assert works.statuses(asked)["rollback"] == "cancelled"
    assert works.current() == asked.pk

    replayed(works, job)
    works.work()
    deployment = works.deployment(asked)

    assert (deployment.status, deployment.is_rolled_back) == (Status.FAILED, True)
    assert works.statuses(asked)["rollback"] == "success"
    assert works.current() == good.release
    assert "ok" in works.get()
    assert replay(works.events(deployment)) == recorded_state(deployment)
    with pytest.raises(Conflict, match="only a dead job"):
        replayed(works, job)


def test_not_when_another_went_there_since(works, half_way):
    job = half_way[-1]
    later = works.deployed()
    assert later.status == Status.SUCCESS

    with pytest.raises(Conflict, match=f"{later.pk} has gone to production since"):
        replayed(works, job)

    assert works.jobs(pk=job.pk)[0].state == "dead"
    assert works.current() == later.release


def test_the_other_job_is_refused_while_it_is_taken_back(works, half_way):
    main, job = half_way[2:]
    replayed(works, job)

    with pytest.raises(Conflict, match=f"is being taken back by {job.pk}"):
        replayed(works, main)
    works.work()
    with pytest.raises(Conflict, match="has been taken back; deploy again"):
        replayed(works, main)


def test_one_that_never_began_says_so(works, give_up):
    asked = works.deploy()
    job = give_up(works, asked, asked.pk)
    assert works.deployment(asked).status == Status.FAILED

    with pytest.raises(Conflict, match="never began, so nothing of it is placed; deploy again"):
        replayed(works, job)
