"""A person merged the branch by hand: that is found, and nothing is merged a second time."""

import pytest

from autofix.fixes.services import approve_fix
from autofix.fixes.states import Publication


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_merge_by_hand_is_the_merge(shop, offered, is_deleted):
    shop.pull()
    shop.repository._git("fetch", "--quiet", "origin", offered.branch)
    shop.repository._git("merge", "--quiet", "--no-ff", "-m", "By hand", "FETCH_HEAD")
    shop.repository._git("push", "--quiet", "origin", "main")
    by_hand = shop.tip()
    if is_deleted:
        shop.git("branch", "-D", offered.branch)

    shop.ask(approve_fix, offered, actor="user:boss")
    shop.work()
    fix = shop.fix()

    assert (fix.publication, fix.merge_commit, fix.round) == (Publication.MERGED, by_hand, 1)
    assert shop.tip() == by_hand
