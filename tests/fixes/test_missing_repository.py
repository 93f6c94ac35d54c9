"""A repository that does not exist: the fix fails and says so."""

import shutil

from autofix.fixes.states import Execution, Publication


def test_it_fails_with_a_readable_reason(open_shop):
    shop = open_shop()
    shutil.rmtree(shop.repository.bare)
    shop.report()
    for _ in range(5):
        shop.work()
        shop.hasten()
    fix = shop.fix()

    assert (fix.execution, fix.publication, fix.is_open) == (Execution.FAILED, Publication.NONE, False)
    assert "stockroom.git" in fix.reason
    assert "Traceback" not in fix.reason
    assert [job.state for job in shop.jobs("fix.run")] == ["dead"]


def test_a_replay_goes_on_when_it_is_there_again(open_shop, replay_dead):
    shop = open_shop()
    away = shop.repository.bare.with_name("away")
    shop.repository.bare.rename(away)
    shop.report("The kettle is cold")
    for _ in range(5):
        shop.work()
        shop.hasten()
    assert shop.fix().execution == Execution.FAILED

    away.rename(shop.repository.bare)
    replay_dead(shop, "fix.run")
    shop.work()
    fix = shop.fix()

    assert (fix.execution, fix.result) == (Execution.COMPLETED, "no_fix")
