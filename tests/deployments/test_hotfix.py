"""The profile ``hotfix`` deploys what was built already, and refuses what was not."""

from autofix.deployments.services import cancel_deployment
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
    refused, newest = works.deployed(commit=unbuilt), works.deployed()
    assert (refused.status, newest.status) == (Status.FAILED, Status.FAILED)
    assert "was never built for production" in refused.reason
    assert "the newest commit was never built" in newest.reason


def test_the_former_release_is_stopped(works, read_again):
    first = works.deployed()
    works.edit('status="ok"', 'status="newer"')
    second = works.deployed()
    text = (works.repository.checkout / ".autofix.yml").read_text()
    works.write(".autofix.yml", text + HOTFIX)
    read_again(works)

    again = works.deployed(commit=first.commit)

    assert works.phases(again)["verification"].data["stopped"] == [second.release]
    states = {status.release_id: status.state.value for status in works.releases()}
    assert states == {first.release: "running", second.release: "stopped"}


def test_cancelling_it_in_its_last_phase_takes_it_back(works, read_again, after):
    first = works.deployed()
    works.edit('status="ok"', 'status="newer"')
    second = works.deployed()
    text = (works.repository.checkout / ".autofix.yml").read_text()
    works.write(".autofix.yml", text + HOTFIX)
    read_again(works)

    asked = works.deploy(commit=first.commit)
    after("deployment.verification.started", lambda: works.ask(cancel_deployment, asked, actor="user:boss"))
    works.work()
    deployment = works.deployment(asked)

    assert (deployment.status, deployment.is_rolled_back) == (Status.CANCELLED, True)
    assert list(works.statuses(deployment)) == ["validation", "execution", "verification", "rollback"]
    assert works.current() == second.release
    assert "newer" in works.get()


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
