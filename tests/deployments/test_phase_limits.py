"""A phase is tried as often as the project says, within the time that it says."""

from datetime import timedelta

from autofix.core.leases import LONGEST, kept
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


def test_a_verification_that_takes_too_long_is_a_failure(make_works):
    works = make_works("  phases: {verification: {retries: 0, timeout: 1}}", settle=1)
    works.edit("import os\n", "import os\nimport time\n")
    works.edit('    return jsonify(status="ok")', '    time.sleep(0.7)\n    return jsonify(status="ok")')

    bad = works.deployed()

    assert bad.status == Status.FAILED
    assert "verification took longer than its limit of 1 s after the settle time of 1 s" in bad.reason
    assert works.statuses(bad)["execution"] == "success"


def test_the_settle_time_is_not_the_verification_s_own(make_works):
    works = make_works("  phases: {verification: {retries: 0, timeout: 5}}", settle=6)

    assert works.deployed().status == Status.SUCCESS


def test_an_installation_ends_with_the_preparation(make_works, operator, tmp_path):
    # A cache of its own, so that there is something to install.
    operator(cache=tmp_path)
    works = make_works("  phases: {preparation: {retries: 0, timeout: 1}}")

    bad = works.deployed()

    assert bad.status == Status.FAILED
    assert "preparation took longer than its limit of 1 s" in bad.reason
    # It was ended, not waited for.
    assert [path.name for path in (tmp_path / "packages").iterdir() if path.name.startswith("pip-")] == []
    assert works.releases() == []


def test_a_phase_may_take_as_long_as_its_limit_says(make_works, after, monkeypatch):
    works = make_works("  phases: {preparation: {timeout: 2h}}", settle=1)
    held = []
    monkeypatch.setattr("autofix.core.running.kept", _noting(held))
    seen = {}
    for phase in ("initialization", "preparation", "verification"):
        after(f"deployment.{phase}.completed", lambda phase=phase: seen.update({phase: held[-1].longest}))

    assert works.deployed().status == Status.SUCCESS

    assert seen["initialization"] == LONGEST
    assert seen["preparation"] > timedelta(hours=2)
    assert seen["verification"] == LONGEST


def _noting(held):
    def kept_and_noted(lease):
        held.append(lease)
        return kept(lease)

    return kept_and_noted
