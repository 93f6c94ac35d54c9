"""A yes merges the change, once, however often it is said."""

from autofix.fixes.services import approve_fix
from autofix.fixes.states import Approval, Publication


def test_it_is_merged_by_one_commit_that_names_its_fix(shop, offered):
    shop.ask(approve_fix, offered, actor="user:boss")
    shop.work()
    fix = shop.fix()

    assert (fix.approval, fix.publication, fix.is_open) == (Approval.APPROVED, Publication.MERGED, False)
    assert fix.merge_commit == shop.tip()
    assert shop.git("rev-parse", f"{shop.tip()}^1", f"{shop.tip()}^2").split() == [fix.base_commit, fix.head_commit]
    assert shop.merges(fix) == 1
    assert "http://localhost:5173" in shop.git("show", "main:app.py")


def test_who_said_yes_is_recorded(shop, offered):
    shop.ask(approve_fix, offered, actor="user:boss")

    granted = [event for event in shop.events(offered) if event.name == "fix.approval.granted"]
    assert [event.actor for event in granted] == ["user:boss"]


def test_a_second_yes_changes_nothing(shop, offered):
    shop.ask(approve_fix, offered, actor="user:boss")
    shop.ask(approve_fix, offered, actor="user:other")
    shop.work()
    merged = shop.fix()

    shop.ask(approve_fix, merged, actor="user:boss")

    assert shop.work() == 0
    assert shop.fix().version == merged.version
    assert len(shop.jobs("fix.merge")) == 1
    assert shop.merges(merged) == 1


def test_a_merge_that_is_run_again_finds_its_own(shop, offered):
    shop.ask(approve_fix, offered, actor="user:boss")
    shop.work()
    tip = shop.tip()

    shop.ask(lambda fix: fix.__class__.objects.filter(pk=fix.pk).update(publication="branch", is_open=True), offered)
    shop.ask(lambda job: job.__class__.objects.filter(pk=job.pk).update(state="pending"), shop.jobs("fix.merge")[0])
    shop.hasten()
    shop.work()

    assert shop.tip() == tip
    assert (shop.fix().publication, shop.fix().merge_commit) == (Publication.MERGED, tip)
