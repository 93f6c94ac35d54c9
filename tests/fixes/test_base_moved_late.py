"""The base moves at the last moment, after the merge has looked at it: nothing unproven is merged."""

from autofix.fixes.services import approve_fix
from autofix.fixes.states import Publication


def test_it_is_proven_on_the_new_base_before_it_is_merged(shop_that_proposes, after):
    shop = shop_that_proposes
    moved = []
    # The merge puts the branch up once it has seen that the base stands still.
    after("fix.publication.pushed", lambda: moved.append(shop.write("README.md", "# Meanwhile\n")))

    shop.ask(approve_fix, shop.fix(), actor="user:boss")
    shop.work()
    fix = shop.fix()

    assert (fix.round, fix.base_commit, fix.result) == (2, moved[0], "verified")
    assert fix.publication == Publication.MERGED
    assert shop.git("rev-parse", f"{fix.merge_commit}^1", f"{fix.merge_commit}^2").split() == [
        moved[0],
        fix.head_commit,
    ]
    assert "fix.base.moved" in [event.name for event in shop.events(fix)]
    assert shop.merges(fix) == 1
