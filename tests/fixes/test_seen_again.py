"""A fix that was taken back leaves its issue open to another one when the error is seen again."""

from autofix.fixes.services import approve_fix, revert_fix
from autofix.fixes.states import Approval, Publication
from autofix.issues.models import Issue


def test_the_issue_is_resolved_by_the_merge_and_reopened_by_the_error(shop, offered):
    shop.ask(approve_fix, offered, actor="user:boss")
    shop.work()
    assert [issue.status for issue in shop.rows(Issue)] == ["resolved"]

    shop.ask(revert_fix, offered, actor="user:boss")
    shop.work()
    shop.report()
    assert [issue.status for issue in shop.rows(Issue)] == ["open"]
    shop.work()
    first, second = shop.fixes()

    assert (first.publication, first.is_open) == (Publication.REVERTED, False)
    assert (second.result, second.approval, second.publication) == ("verified", Approval.AWAITING, Publication.BRANCH)
    assert second.base_commit == first.revert_commit
    assert shop.tip(second.branch) == second.head_commit
