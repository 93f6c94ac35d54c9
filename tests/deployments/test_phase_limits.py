"""A phase is tried as often as the project says, within the time that it says."""

from autofix.deployments.states import Status


def test_the_attempts_of_a_phase_are_counted(make_works):
    works = make_works("  phases: {execution: {retries: 2}}")
    works.edit("import os\n", "import os\n\nraise SystemExit('the ledger is not there')\n")

    bad = works.deployed()

    phases = works.phases(bad)
    assert bad.status == Status.FAILED
    assert (phases["execution"].attempts, phases["preparation"].attempts) == (3, 1)
    names = [event.name for event in works.events(bad)]
    assert names.count("deployment.execution.retried") == 2
    assert names.count("deployment.execution.failed") == 1


def test_a_server_that_takes_too_long_is_given_up(make_works):
    works = make_works("  phases: {execution: {retries: 0, timeout: 1}}")
    works.edit("import os\n", "import os\nimport time\n\ntime.sleep(600)\n")

    bad = works.deployed()

    assert bad.status == Status.FAILED
    assert works.phases(bad)["execution"].limit_seconds == 1
    assert "took no connections within 1 s" in bad.reason


def test_what_cannot_help_is_not_tried_again(works):
    bad = works.deployed(commit="0" * 40)

    assert bad.status == Status.FAILED
    assert works.phases(bad)["initialization"].attempts == 1
    assert "the repository has no " + "0" * 40 in bad.reason
