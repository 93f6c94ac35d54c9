"""A worker that takes over goes on at the step where the killed one was: what was proven is not proven again."""

import pytest

from autofix.core.events import recorded_state, replay
from autofix.fixes.models import Attempt
from autofix.fixes.states import Approval, Publication


def test_a_stored_proof_is_kept(open_shop, after, kill, worker_killed):
    shop = open_shop()
    after("fix.candidate.proved", kill)
    shop.report()
    with pytest.raises(worker_killed):
        shop.work()
    [proven] = shop.rows(Attempt)
    assert shop.fix().result == ""

    shop.take_over()
    fix = shop.fix()

    [kept] = shop.rows(Attempt)
    assert (kept.pk, kept.seconds, kept.created_at) == (proven.pk, proven.seconds, proven.created_at)
    assert (fix.result, fix.approval, fix.publication) == ("verified", Approval.AWAITING, Publication.BRANCH)
    assert replay(shop.events(fix)) == recorded_state(fix)


@pytest.mark.parametrize("step", ["fix.execution.started", "fix.checkout.completed", "fix.diagnosis.completed"])
def test_no_step_is_told_twice(open_shop, after, kill, worker_killed, step):
    shop = open_shop()
    after(step, kill)
    shop.report("The kettle is cold")
    with pytest.raises(worker_killed):
        shop.work()

    shop.take_over()
    names = [event.name for event in shop.events(shop.fix())]

    assert shop.fix().result == "no_fix"
    assert len(names) == len(set(names))
