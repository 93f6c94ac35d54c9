"""A dead job can be given a new life, with all its attempts."""

import pytest

from autofix.core.errors import Conflict
from autofix.core.jobs import replay_job
from autofix.core.leases import LeaseLost, claim
from autofix.core.running import run_job
from autofix.core.tenancy import tenant_scope


@pytest.fixture
def job(make_kind, make_job):
    def work(lease):
        with lease.write():
            lease.finish()

    return make_job(make_kind(work))


def test_it_runs_again_from_the_first_attempt(job, look, tenant, change_job):
    change_job(job, "state = 'dead', attempts = 3, kills = 3, finished_at = now(), fence = 7")

    with tenant_scope(tenant):
        replay_job(look(job))

    row = look(job)
    assert (row.state, row.attempts, row.kills, row.finished_at, row.fence) == ("pending", 0, 0, None, 8)
    assert run_job(job)
    assert look(job).state == "done"


def test_whoever_held_it_before_writes_nothing(job, look, tenant, change_job):
    former = claim(job)
    change_job(job, "state = 'dead'")
    with tenant_scope(tenant):
        replay_job(look(job))

    with pytest.raises(LeaseLost), former.write():
        pass


@pytest.mark.parametrize("state", ["pending", "running", "done"])
def test_others_are_not_replayed(job, look, tenant, change_job, state):
    change_job(job, f"state = '{state}'")

    with pytest.raises(Conflict, match=f"is {state}; only a dead job"), tenant_scope(tenant):
        replay_job(look(job))
    assert look(job).state == state


def test_of_two_replays_one_is_granted(job, look, tenant, change_job, side_by_side):
    change_job(job, "state = 'dead'")
    row = look(job)

    def replay():
        with tenant_scope(tenant):
            replay_job(row)

    answers = side_by_side([replay] * 4)

    assert answers.count(None) == 1
    assert sum(isinstance(answer, Conflict) for answer in answers) == 3
    assert look(job).fence == 1
