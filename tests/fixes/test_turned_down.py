"""What somebody said no to is not offered again by itself."""

from autofix.fixes.services import reject_fix, retry_fix, start_fix
from autofix.fixes.states import Approval, Publication
from autofix.issues.models import Issue


def test_the_next_fix_of_the_issue_does_not_offer_it(shop, offered):
    shop.ask(reject_fix, offered, actor="user:boss")
    [issue] = shop.rows(Issue)
    again = shop.ask(start_fix, issue)
    shop.work()
    fix = shop.fix()

    assert (fix.id, fix.is_open, fix.publication) == (again.id, False, Publication.NONE)
    assert fix.approval == Approval.NOT_NEEDED
    assert offered.id in fix.reason and "turned down" in fix.reason


def test_to_retry_it_is_to_ask_for_it(shop, offered):
    shop.ask(reject_fix, offered, actor="user:boss")
    shop.work()
    shop.ask(retry_fix, offered, actor="user:boss")
    shop.work()

    assert (shop.fix().approval, shop.fix().is_open) == (Approval.AWAITING, True)
