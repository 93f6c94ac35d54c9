"""A merged fix is taken out again by one commit, once."""

import pytest

from autofix.core.errors import Conflict
from autofix.fixes.services import approve_fix, revert_fix
from autofix.fixes.states import Publication


@pytest.fixture
def merged(shop, offered):
    shop.ask(approve_fix, offered, actor="user:boss")
    shop.work()
    return shop.fix()


def test_one_commit_takes_it_back(shop, merged):
    before = shop.git("rev-parse", f"{merged.base_commit}^{{tree}}")

    shop.ask(revert_fix, merged, actor="user:boss")
    shop.work()
    fix = shop.fix()

    assert (fix.publication, fix.revert_commit) == (Publication.REVERTED, shop.tip())
    assert shop.git("rev-parse", f"{shop.tip()}^") == merged.merge_commit
    assert shop.git("rev-parse", "main^{tree}") == before


def test_it_is_taken_back_once(shop, merged):
    shop.ask(revert_fix, merged, actor="user:boss")
    shop.ask(revert_fix, merged, actor="user:boss")
    shop.work()
    tip = shop.tip()
    shop.ask(revert_fix, merged, actor="user:boss")
    shop.work()

    assert shop.tip() == tip
    assert shop.git("rev-list", "--count", f"{merged.merge_commit}..main") == "1"


def test_what_was_not_merged_cannot_be_taken_back(shop, offered):
    with pytest.raises(Conflict, match="was not merged"):
        shop.ask(revert_fix, offered, actor="user:boss")


def test_a_conflict_names_the_files_and_leaves_it_merged(shop, merged):
    shop.pull()
    text = (shop.repository.checkout / "app.py").read_text()
    tip = shop.write("app.py", text.replace("http://localhost:5173", "http://localhost:9999"))

    shop.ask(revert_fix, merged, actor="user:boss")
    shop.work()
    fix = shop.fix()

    assert (fix.publication, fix.revert_commit) == (Publication.MERGED, "")
    assert "app.py" in fix.reason and "cannot be taken back" in fix.reason
    assert shop.tip() == tip
