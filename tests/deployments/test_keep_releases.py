"""The last few releases stay; older ones are removed when a deployment ends."""

from autofix.deployments.states import Status


def test_what_is_too_old_is_removed(make_works):
    works = make_works("  keep_releases: 1")
    first, second, third = (works.deployed() for _ in range(3))

    assert [one.status for one in (first, second, third)] == [Status.SUCCESS] * 3
    # The one before stays: it is what a rollback goes back to.
    assert {status.release_id for status in works.releases()} == {second.release, third.release}
    assert works.phases(third)["completion"].data["removed"] == [first.release]
    assert works.current() == third.release


def test_more_than_a_handful_stay_where_they_are_asked_for(make_works):
    works = make_works("  keep_releases: 7")
    made = [works.deployed().release for _ in range(7)]

    assert [status.release_id for status in works.releases()] == made[::-1]


def test_those_that_failed_do_not_pile_up(make_works):
    works = make_works("  keep_releases: 1\n  phases: {execution: {retries: 0}}")
    good = works.deployed()
    works.edit("import os\n", "import os\n\nraise SystemExit('the ledger is not there')\n")

    _, last = works.deployed(), works.deployed()

    assert {status.release_id for status in works.releases()} == {good.release, last.pk}
    assert works.current() == good.release
