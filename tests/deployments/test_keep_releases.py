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
