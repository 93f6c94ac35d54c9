"""The events of a fix add up to its row, at whatever end it arrived."""

import pytest

from autofix.core.events import recorded_state, replay
from autofix.fixes.services import approve_fix, reject_fix, revert_fix


def offer(shop, fix):
    pass


def merge(shop, fix):
    shop.ask(approve_fix, fix, actor="user:boss")
    shop.work()


def revert(shop, fix):
    merge(shop, fix)
    shop.ask(revert_fix, fix, actor="user:boss")
    shop.work()


def reject(shop, fix):
    shop.ask(reject_fix, fix, actor="user:boss", reason="no")
    shop.work()


@pytest.mark.parametrize("way", [offer, merge, revert, reject])
def test_they_rebuild_the_row(shop, offered, way):
    way(shop, offered)
    fix = shop.fix()

    assert replay(shop.events(fix)) == recorded_state(fix)
    assert len(shop.events(fix)) == fix.version


def test_the_steps_are_told_in_order(shop, offered):
    assert [event.name for event in shop.events(offered)] == [
        "fix.requested",
        "fix.execution.started",
        "fix.checkout.completed",
        "fix.diagnosis.completed",
        "fix.candidates.proposed",
        "fix.candidate.proved",
        "fix.execution.completed",
        "fix.publication.prepared",
        "fix.publication.pushed",
    ]
