"""A merge that cannot be made asks for a person, and is not replayed behind their back."""

import pytest

from autofix.core.errors import Conflict
from autofix.fixes.services import approve_fix
from autofix.fixes.states import Approval, Publication


@pytest.fixture
def stuck(make_shop, after):
    """A verified change that the policy merges by itself, and somebody else's commit on its branch."""
    shop = make_shop(stop_at="merge", approval="unverified", auto_merge=True)
    after("fix.publication.prepared", lambda: shop.git("branch", shop.fix().branch, "main"))
    shop.report()
    shop.work()
    return shop


def test_it_waits_for_an_approval(stuck):
    fix = stuck.fix()
    assert (fix.result, fix.approval, fix.publication) == ("verified", Approval.AWAITING, Publication.NONE)
    assert "not still to be made" in fix.reason

    stuck.git("branch", "-D", fix.branch)
    stuck.ask(approve_fix, fix, actor="user:boss")
    stuck.work()

    assert stuck.fix().publication == Publication.MERGED


def test_the_job_is_not_replayed(stuck, replay_dead):
    with pytest.raises(Conflict, match="has to be approved again"):
        replay_dead(stuck, "fix.merge")
