"""Outside of ``policy.schedule`` nothing is deployed; a way back is taken at any hour."""

from datetime import UTC, datetime, timedelta

import pytest

from autofix.deployments.services import roll_back
from autofix.deployments.states import Status


@pytest.fixture
def close(read_again):
    """Let the schedule of a project have one window, on a day that is neither today nor near."""

    def shut(works):
        day = (datetime.now(UTC) + timedelta(days=3)).strftime("%a").lower()
        text = (works.repository.checkout / ".autofix.yml").read_text()
        works.write(".autofix.yml", f"{text}policy:\n  schedule: {{windows: [{{days: [{day}]}}]}}\n")
        read_again(works)
        return text

    return shut


def test_a_deployment_waits_for_a_window(works, close, read_again):
    opened = close(works)
    asked = works.deploy()
    works.work()
    [job] = works.jobs("deployment.run")

    assert (works.deployment(asked).status, works.releases()) == (Status.PENDING, [])
    assert (job.state, job.attempts) == ("pending", 0)
    assert "policy.schedule" in job.error

    works.write(".autofix.yml", opened)
    read_again(works)
    works.hasten()
    works.work()

    assert works.deployment(asked).status == Status.SUCCESS


def test_a_window_that_closes_with_the_newest_commit_holds_too(works):
    asked = works.deploy()
    day = (datetime.now(UTC) + timedelta(days=3)).strftime("%a").lower()
    text = (works.repository.checkout / ".autofix.yml").read_text()
    works.write(".autofix.yml", f"{text}policy:\n  schedule: {{windows: [{{days: [{day}]}}]}}\n")
    works.work()

    assert (works.deployment(asked).status, works.releases()) == (Status.PENDING, [])


def test_going_back_waits_neither_for_a_window_nor_for_what_waits_for_one(works, close):
    first = works.deployed()
    second = works.deployed()
    close(works)
    waits = works.deploy()

    back = works.ask(roll_back, second, actor="user:boss")
    works.work()

    assert works.deployment(back).status == Status.SUCCESS
    assert works.deployment(waits).status == Status.PENDING
    assert works.current() == first.release
