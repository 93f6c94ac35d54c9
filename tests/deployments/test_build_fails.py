"""A release that cannot be built touches nothing that runs, and going back is not claimed."""

from autofix.deployments.states import Status


def test_it_is_no_rollback_and_the_current_one_stays(make_works):
    works = make_works("  phases: {preparation: {retries: 0}}")
    good = works.deployed()
    works.write("requirements.txt", "Flask>=9999\n")

    bad = works.deployed()

    assert (bad.status, bad.is_rolled_back, bad.previous) == (Status.FAILED, False, good.release)
    assert bad.reason.startswith("preparation: ")
    assert works.statuses(bad)["execution"] == "cancelled"
    assert works.phases(bad)["execution"].attempts == 0
    assert works.events(bad)[-1].name == "deployment.run.failed"
    assert works.current() == good.release
    assert "ok" in works.get()


def test_a_tree_without_a_server_does_not_get_as_far(works):
    (works.repository.checkout / "app.py").unlink()
    (works.repository.checkout / "requirements.txt").unlink()
    works.repository.commit("Nothing is left")

    bad = works.deployed()

    assert (bad.status, bad.is_rolled_back) == (Status.FAILED, False)
    assert "no server that AutoFix can start" in bad.reason
    assert works.statuses(bad)["preparation"] == "cancelled"
