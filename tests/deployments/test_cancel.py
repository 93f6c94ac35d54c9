"""A deployment that is cancelled takes back what it did."""

import pytest

from autofix.core.errors import Conflict
from autofix.core.events import recorded_state, replay
from autofix.deployments.services import cancel_deployment
from autofix.deployments.states import Status


def test_one_that_waits_never_begins(works):
    asked = works.deploy()
    works.ask(cancel_deployment, asked, actor="user:boss")
    works.work()
    deployment = works.deployment(asked)

    assert (deployment.status, deployment.started_at) == (Status.CANCELLED, None)
    assert works.releases() == []
    assert set(works.statuses(deployment).values()) == {"cancelled"}
    with pytest.raises(Conflict, match="is cancelled already"):
        works.ask(cancel_deployment, asked, actor="user:boss")


def test_one_that_has_switched_goes_back(works, after):
    good = works.deployed()
    works.edit('status="ok"', 'status="newer"')
    asked = works.deploy()
    after("deployment.execution.completed", lambda: works.ask(cancel_deployment, asked, actor="user:boss"))
    works.work()
    deployment = works.deployment(asked)

    assert (deployment.status, deployment.is_rolled_back) == (Status.CANCELLED, True)
    assert deployment.reason == "cancelled"
    statuses = works.statuses(deployment)
    assert (statuses["execution"], statuses["verification"], statuses["rollback"]) == (
        "success",
        "cancelled",
        "success",
    )
    assert works.current() == good.release
    assert "ok" in works.get()
    assert replay(works.events(deployment)) == recorded_state(deployment)


def test_one_that_only_closes_its_record_is_not_cancelled_any_more(works, after):
    asked = works.deploy()

    def too_late():
        with pytest.raises(Conflict, match="is verified and about to end"):
            works.ask(cancel_deployment, asked, actor="user:boss")

    after("deployment.completion.started", too_late)
    works.work()

    assert works.deployment(asked).status == Status.SUCCESS
    assert works.current() == asked.pk
