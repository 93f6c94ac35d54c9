"""An issue has one open fix at most."""

from autofix.fixes.services import reject_fix, start_fix
from autofix.issues.models import Issue


def test_the_open_one_is_answered(shop, offered):
    [issue] = shop.rows(Issue)

    again = shop.ask(start_fix, issue, actor="user:boss")

    assert again.pk == offered.pk
    assert shop.work() == 0
    assert len(shop.fixes()) == 1


def test_the_same_error_again_begins_none(shop, offered):
    issue_id = shop.report()
    shop.work()

    assert [fix.issue_id for fix in shop.fixes()] == [issue_id]


def test_a_closed_one_makes_room(shop, offered):
    [issue] = shop.rows(Issue)
    shop.ask(reject_fix, offered, actor="user:boss")

    again = shop.ask(start_fix, issue, actor="user:boss")

    assert again.pk != offered.pk
    assert [fix.is_open for fix in shop.fixes()] == [False, True]
