"""The base moved since the proof: the fix is proven anew on top of it before it is merged."""

from autofix.fixes.models import Attempt
from autofix.fixes.services import approve_fix
from autofix.fixes.states import Approval, Publication

SECOND = '"https://stockroom.example"'


def test_the_approval_holds_for_the_same_lines(shop, offered):
    moved = shop.write("README.md", "# Stockroom, and more\n")
    shop.ask(approve_fix, offered, actor="user:boss")
    shop.work()
    fix = shop.fix()

    assert (fix.round, fix.base_commit, fix.result) == (2, moved, "verified")
    assert (fix.approval, fix.publication) == (Approval.APPROVED, Publication.MERGED)
    assert [attempt.round for attempt in shop.rows(Attempt, fix=fix, status="verified")] == [1, 2]
    assert shop.git("rev-parse", f"{fix.merge_commit}^1") == moved
    assert shop.git("show", "main:README.md") == "# Stockroom, and more"
    assert shop.merges(fix) == 1


def test_it_is_asked_for_again_when_the_lines_differ(shop, offered):
    text = (shop.repository.checkout / "app.py").read_text()
    moved = shop.write("app.py", text.replace(SECOND, f'{SECOND}, "https://other.example"'))
    shop.ask(approve_fix, offered, actor="user:boss")
    shop.work()
    fix = shop.fix()

    assert (fix.round, fix.base_commit, fix.result) == (2, moved, "verified")
    assert (fix.approval, fix.publication) == (Approval.AWAITING, Publication.BRANCH)
    assert shop.tip() == moved
    assert shop.tip(fix.branch) == fix.head_commit
    assert "https://other.example" in shop.git("show", f"{fix.branch}:app.py")

    shop.ask(approve_fix, fix, actor="user:boss")
    shop.work()

    assert shop.fix().publication == Publication.MERGED
    assert shop.merges(fix) == 1
