"""A pause holds merges and reverts too: what was approved happens when the pause is over."""

import pytest

from autofix.fixes.services import approve_fix, revert_fix
from autofix.fixes.states import Publication


def test_an_approved_change_waits_for_the_end_of_the_pause(shop, offered, operator):
    operator(is_paused=True)
    shop.ask(approve_fix, offered, actor="user:boss")
    for _ in range(3):
        shop.hasten()
        shop.work()

    assert shop.tip() == offered.base_commit
    assert [(job.state, job.attempts) for job in shop.jobs("fix.merge")] == [("pending", 0)]
    delays = [event for event in shop.events(offered) if event.name == "fix.publication.delayed"]
    assert ["paused" in event.data["waits"] for event in delays] == [True], "it is told once"

    operator(is_paused=False)
    shop.hasten()
    shop.work()

    assert (shop.fix().publication, shop.tip()) == (Publication.MERGED, shop.fix().merge_commit)


@pytest.mark.parametrize("is_paused", [True, False])
def test_so_does_a_revert(shop, offered, operator, is_paused):
    shop.ask(approve_fix, offered, actor="user:boss")
    shop.work()
    merged = shop.tip()
    operator(is_paused=is_paused)
    shop.ask(revert_fix, offered, actor="user:boss")
    shop.work()

    assert (shop.tip() == merged) is is_paused


def test_a_branch_is_not_put_up_either(make_shop, after, operator):
    shop = make_shop()
    after("fix.execution.completed", lambda: operator(is_paused=True))
    shop.report()
    shop.work()

    assert (shop.fix().result, shop.fix().publication) == ("verified", Publication.NONE)
    assert shop.tip(shop.fix().branch) == ""
