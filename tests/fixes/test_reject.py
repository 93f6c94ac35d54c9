"""A no takes the branch away, and the fix is over."""

import pytest

from autofix.core.errors import Conflict
from autofix.fixes.services import approve_fix, reject_fix
from autofix.fixes.states import Approval, Publication


def test_its_branch_is_taken_away(shop, offered):
    assert shop.tip(offered.branch)

    shop.ask(reject_fix, offered, actor="user:boss", reason="we want another origin")
    shop.work()
    fix = shop.fix()

    assert (fix.approval, fix.publication, fix.is_open) == (Approval.REJECTED, Publication.CLOSED, False)
    assert fix.reason == "we want another origin"
    assert shop.tip(offered.branch) == ""
    assert shop.tip() == offered.base_commit


def test_it_cannot_be_approved_afterwards(shop, offered):
    shop.ask(reject_fix, offered, actor="user:boss")

    with pytest.raises(Conflict, match="does not wait for an approval"):
        shop.ask(approve_fix, offered, actor="user:boss")


def test_a_merged_one_cannot_be_rejected(shop, offered):
    shop.ask(approve_fix, offered, actor="user:boss")
    shop.work()

    with pytest.raises(Conflict, match="does not wait for an approval"):
        shop.ask(reject_fix, offered, actor="user:boss")


def test_one_whose_branch_is_gone_already_is_closed_too(shop, offered):
    shop.git("branch", "-D", offered.branch)

    shop.ask(reject_fix, offered, actor="user:boss")
    shop.work()

    assert shop.fix().publication == Publication.CLOSED
