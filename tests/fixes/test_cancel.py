"""A fix that is cancelled stops at its next step and publishes nothing."""

import pytest

from autofix.core.errors import Conflict
from autofix.fixes.models import Attempt
from autofix.fixes.services import cancel_fix, retry_fix
from autofix.fixes.states import Execution, Publication

STEPS = ["fix.execution.started", "fix.checkout.completed", "fix.candidates.proposed"]


def test_one_that_waits_never_begins(open_shop):
    shop = open_shop()
    shop.report()
    shop.run("on:fixes.start")

    shop.ask(cancel_fix, shop.fix(), actor="user:boss", reason="never mind")
    shop.work()
    fix = shop.fix()

    assert (fix.execution, fix.reason, fix.is_open) == (Execution.CANCELLED, "never mind", False)
    assert fix.base_commit == ""
    assert [job.state for job in shop.jobs("fix.run")] == ["done"]


@pytest.mark.parametrize("step", STEPS)
def test_one_that_is_under_way_stops(open_shop, after, step):
    shop = open_shop()
    tip = shop.tip()
    after(step, lambda: shop.ask(cancel_fix, shop.fix(), actor="user:boss"))

    shop.report()
    shop.work()
    fix = shop.fix()

    assert (fix.execution, fix.publication, fix.result) == (Execution.CANCELLED, Publication.NONE, "")
    assert shop.events(fix)[-1].name == "fix.execution.cancelled"
    assert [job.state for job in shop.jobs("fix.run")] == ["done"]
    assert shop.rows(Attempt) == []
    assert shop.git("for-each-ref", "--format=%(objectname)", "refs/heads").split() == [tip]


def test_the_branch_of_an_earlier_round_is_taken_away(shop, offered):
    shop.ask(retry_fix, offered, actor="user:boss")
    assert shop.tip(offered.branch)

    shop.ask(cancel_fix, offered, actor="user:boss")
    shop.work()

    assert (shop.fix().publication, shop.tip(offered.branch)) == (Publication.CLOSED, "")


def test_one_that_has_ended_cannot_be(shop, offered):
    with pytest.raises(Conflict, match="is not being worked on"):
        shop.ask(cancel_fix, offered, actor="user:boss")
