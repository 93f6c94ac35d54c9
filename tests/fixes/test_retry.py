"""A fix that was turned down is worked on anew when somebody asks for it."""

import pytest

from autofix.core.errors import Conflict
from autofix.fixes.models import Attempt
from autofix.fixes.services import approve_fix, reject_fix, retry_fix
from autofix.fixes.states import Approval, Publication


def test_it_is_offered_again_with_the_branch_of_its_issue(shop, offered):
    shop.ask(reject_fix, offered, actor="user:boss")
    shop.work()
    shop.ask(retry_fix, offered, actor="user:boss")
    shop.work()
    fix = shop.fix()

    assert (fix.id, fix.round, fix.result) == (offered.id, 2, "verified")
    assert (fix.approval, fix.publication, fix.is_open) == (Approval.AWAITING, Publication.BRANCH, True)
    assert fix.branch == offered.branch
    assert shop.tip(fix.branch) == fix.head_commit
    assert [attempt.round for attempt in shop.rows(Attempt, fix=fix)] == [1, 2]


def test_a_merged_one_is_not(shop, offered):
    shop.ask(approve_fix, offered, actor="user:boss")
    shop.work()

    with pytest.raises(Conflict, match="was merged"):
        shop.ask(retry_fix, offered, actor="user:boss")


def test_one_that_is_being_merged_is_not(shop, offered, after):
    refused = []

    def ask():
        with pytest.raises(Conflict, match="fix.merge of .* is under way") as caught:
            shop.ask(retry_fix, offered, actor="user:boss")
        refused.append(caught.value)

    after("fix.publication.prepared", ask)
    shop.write("app.py", (shop.repository.checkout / "app.py").read_text() + "\n# Later\n")
    shop.ask(approve_fix, offered, actor="user:boss")
    shop.work()

    assert len(refused) == 1
    assert shop.fix().publication == Publication.MERGED


def test_one_that_is_worked_on_is_not(shop, offered):
    shop.ask(retry_fix, offered, actor="user:boss")

    with pytest.raises(Conflict, match="is being worked on already"):
        shop.ask(retry_fix, offered, actor="user:boss")
