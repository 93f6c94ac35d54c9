"""Releases on this machine are the operator's to allow."""

from autofix.deployments.states import Status


def test_one_that_is_asked_for_fails_and_says_why(works, operator):
    operator(has_local_platform=False)

    deployment = works.deployed()

    assert (deployment.status, deployment.is_rolled_back) == (Status.FAILED, False)
    assert "names no platform that may be used here" in deployment.reason
    operator(has_local_platform=True)
    assert works.releases() == []


def test_it_fails_at_once_and_no_job_is_left_to_look_at(works, operator):
    asked = works.deploy()
    operator(has_local_platform=False)
    works.work()
    deployment = works.deployment(asked)

    assert (deployment.status, deployment.started_at) == (Status.FAILED, None)
    assert set(works.statuses(deployment).values()) == {"cancelled"}
    [job] = works.jobs("deployment.run")
    assert (job.state, job.attempts) == ("done", 0)


def test_a_configuration_that_is_right_by_then_is_what_counts(make_works):
    works = make_works(platform="netlify")
    asked = works.deploy()
    text = (works.repository.checkout / ".autofix.yml").read_text()
    works.write(".autofix.yml", text.replace("netlify", "local"))
    works.work()

    assert works.deployment(asked).status == Status.SUCCESS, works.deployment(asked).reason


def test_one_that_nobody_provides_is_named(make_works):
    works = make_works(platform="netlify")

    deployment = works.deployed()

    assert deployment.status == Status.FAILED
    assert "names no platform that may be used here" in deployment.reason
