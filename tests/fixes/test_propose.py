"""``stop_at: propose`` keeps the change to ourselves until a person says yes."""

from autofix.fixes.services import approve_fix
from autofix.fixes.states import Approval, Publication


def test_nothing_is_published_before_the_approval(shop_that_proposes):
    shop = shop_that_proposes
    fix = shop.fix()

    assert (fix.result, fix.approval, fix.publication) == ("verified", Approval.AWAITING, Publication.NONE)
    assert shop.git("for-each-ref", "--format=%(refname)", "refs/heads") == "refs/heads/main"
    assert shop.jobs("fix.publish") == []


def test_it_is_merged_after_it(shop_that_proposes):
    shop = shop_that_proposes
    shop.ask(approve_fix, shop.fix(), actor="user:boss")
    shop.work()
    fix = shop.fix()

    assert fix.publication == Publication.MERGED
    assert shop.tip() == fix.merge_commit
    assert shop.merges(fix) == 1
