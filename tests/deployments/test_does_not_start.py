"""A release that does not start is taken back, and says why with the end of its log."""

from autofix.core.events import recorded_state, replay
from autofix.deployments.states import Status

FAST = "  phases: {execution: {retries: 0}}"


def test_the_former_one_answers_and_the_reason_ends_with_its_log(make_works):
    works = make_works(FAST)
    good = works.deployed()
    works.edit("import os\n", "import os\n\nraise SystemExit('the ledger is not there')\n")

    bad = works.deployed()

    assert (bad.status, bad.is_rolled_back, bad.previous) == (Status.FAILED, True, good.release)
    assert bad.reason.startswith("execution: ")
    assert "the ledger is not there" in bad.reason
    statuses = works.statuses(bad)
    assert (statuses["preparation"], statuses["execution"]) == ("success", "failed")
    assert (statuses["verification"], statuses["completion"]) == ("cancelled", "cancelled")
    assert statuses["rollback"] == "success"
    assert works.current() == good.release
    assert "ok" in works.get()
    assert replay(works.events(bad)) == recorded_state(bad)


def test_without_a_former_one_there_is_nothing_to_go_back_to(make_works):
    works = make_works(FAST)
    works.edit("import os\n", "import os\n\nraise SystemExit('the ledger is not there')\n")

    bad = works.deployed()

    assert (bad.status, bad.is_rolled_back) == (Status.FAILED, False)
    assert "no release to go back to" in works.phases(bad)["rollback"].message
    assert works.current() == ""
