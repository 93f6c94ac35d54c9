"""Merges happen inside the windows of ``policy.schedule`` alone."""

from datetime import UTC, datetime, timedelta

import pytest

from autofix.fixes.services import approve_fix
from autofix.fixes.states import Publication


@pytest.mark.parametrize(("days_ahead", "is_merged"), [(0, True), (3, False)])
def test_what_is_approved_waits_for_a_window(make_shop, days_ahead, is_merged):
    # Midnight may pass during the test, so the window reaches into the next day.
    now = datetime.now(UTC)
    days = [f"{now + timedelta(days=days_ahead + more):%a}" for more in (0, 1)]
    shop = make_shop(schedule=f"{{windows: [{{days: [{', '.join(days)}]}}]}}")
    shop.report()
    shop.work()
    fix = shop.fix()
    assert (fix.result, fix.publication) == ("verified", Publication.BRANCH), "a branch may be put up at any time"

    shop.ask(approve_fix, fix, actor="user:boss")
    shop.work()

    assert (shop.fix().publication == Publication.MERGED) is is_merged
    assert (shop.tip() == fix.base_commit) is not is_merged
    if not is_merged:
        assert "policy.schedule" in shop.events(fix)[-1].data["waits"]
