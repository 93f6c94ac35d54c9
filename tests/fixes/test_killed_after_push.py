"""A worker dies between a push and its record: the branch is known as our own to whoever comes after."""

import pytest

from autofix.fixes.services import approve_fix, reject_fix
from autofix.fixes.states import Approval, Publication


@pytest.fixture
def pushed(make_shop, after, kill, worker_killed, push_prepared):
    """A shop whose worker died when the branch was up and nothing said so."""
    shop = make_shop()
    after("fix.publication.prepared", kill)
    shop.report()
    with pytest.raises(worker_killed):
        shop.work()
    head = push_prepared(shop)
    assert (shop.fix().publication, shop.tip(shop.fix().branch)) == (Publication.NONE, head)
    return shop


def test_who_takes_over_finds_it(pushed):
    head = pushed.tip(pushed.fix().branch)
    pushed.take_over()

    assert (pushed.fix().publication, pushed.fix().head_commit) == (Publication.BRANCH, head)


def test_a_no_takes_it_away(pushed):
    pushed.ask(reject_fix, pushed.fix(), actor="user:boss")
    pushed.take_over()

    assert pushed.tip(pushed.fix().branch) == ""
    assert pushed.fix().approval == Approval.REJECTED


def test_a_base_that_moved_meanwhile_does_not_wedge_it(shop_that_proposes, after, kill, worker_killed, push_prepared):
    shop = shop_that_proposes
    after("fix.publication.prepared", kill)
    shop.ask(approve_fix, shop.fix(), actor="user:boss")
    with pytest.raises(worker_killed):
        shop.work()
    first = push_prepared(shop)
    shop.write("README.md", "# Meanwhile\n")

    shop.take_over()
    fix = shop.fix()

    assert (fix.round, fix.publication) == (2, Publication.MERGED)
    assert fix.head_commit != first
    assert shop.merges(fix) == 1


def test_what_others_put_there_is_left_alone(make_shop, after):
    shop = make_shop()
    after("fix.publication.prepared", lambda: shop.git("branch", shop.fix().branch, "main"))
    shop.report()
    shop.work()
    fix = shop.fix()

    assert fix.publication == Publication.NONE
    assert "not still to be made" in fix.reason
    assert shop.tip(fix.branch) == fix.base_commit
