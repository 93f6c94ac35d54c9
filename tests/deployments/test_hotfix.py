"""The profile ``hotfix`` deploys what was built already, and refuses what was not."""

import pytest

from autofix.core.errors import Invalid
from autofix.deployments.states import Status

HOTFIX = "  profile: hotfix\n"


def test_it_deploys_what_is_built_and_nothing_else(works, read_again):
    first = works.deployed()
    works.edit('status="ok"', 'status="newer"')
    assert works.deployed().status == Status.SUCCESS
    text = (works.repository.checkout / ".autofix.yml").read_text()
    unbuilt = works.write(".autofix.yml", text + HOTFIX)
    read_again(works)

    again = works.deployed(commit=first.commit)

    assert (again.status, again.profile, again.release) == (Status.SUCCESS, "hotfix", first.release), again.reason
    assert list(works.statuses(again)) == ["validation", "execution", "verification"]
    assert works.current() == first.release
    assert "ok" in works.get()
    with pytest.raises(Invalid, match="was never built for production"):
        works.deploy(commit=unbuilt)
    with pytest.raises(Invalid, match="the newest commit was never built"):
        works.deploy()


def test_a_profile_that_comes_with_the_newest_commit_holds_too(works):
    first = works.deployed()
    text = (works.repository.checkout / ".autofix.yml").read_text()
    unbuilt = works.write(".autofix.yml", text + HOTFIX)

    # Asked for under the profile that was known; the deployments read the file when they begin.
    built, other = works.deploy(commit=first.commit), works.deploy(commit=unbuilt)
    works.work()
    works.hasten()
    works.work()

    assert (works.deployment(built).status, works.deployment(built).release) == (Status.SUCCESS, first.release)
    assert works.deployment(other).status == Status.FAILED
    assert "was never built for production" in works.deployment(other).reason
