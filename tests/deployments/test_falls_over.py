"""A release that falls over in the settle time is taken back, though it would get up again."""

from autofix.deployments.states import Status


def test_the_former_one_answers(make_works):
    works = make_works(settle=3)
    good = works.deployed()
    works.breaks()

    bad = works.deployed()

    assert (bad.status, bad.is_rolled_back) == (Status.FAILED, True)
    assert bad.reason.startswith("verification: ")
    assert works.statuses(bad)["execution"] == "success"
    assert works.phases(bad)["verification"].attempts == 1
    assert works.current() == good.release
    assert "ok" in works.get()
    assert [status.state.value for status in works.releases() if status.release_id == bad.id] == ["stopped"]
