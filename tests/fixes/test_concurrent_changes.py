"""No more changes than the policy says wait for a person at one time."""

from autofix.fixes.services import reject_fix
from autofix.fixes.states import Publication


def test_one_more_waits_until_another_is_decided(make_shop, report_of):
    shop = make_shop(concurrent_pull_requests=1)
    shop.report()
    shop.work()
    shop.report(report_of("http://localhost:6006"))
    shop.work()
    first, second = shop.fixes()

    assert (first.result, first.publication) == ("verified", Publication.BRANCH)
    assert (second.result, second.publication) == ("verified", Publication.NONE)
    assert shop.tip(second.branch) == ""
    assert "concurrent_pull_requests is 1" in shop.events(second)[-1].data["waits"]

    shop.ask(reject_fix, first, actor="user:boss")
    shop.work()
    shop.hasten()
    shop.work()

    assert shop.fix().publication == Publication.BRANCH
    assert shop.tip(second.branch) == shop.fix().head_commit
