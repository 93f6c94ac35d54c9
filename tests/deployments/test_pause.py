"""A deployment of a paused project waits, and goes on after."""

from autofix.core.tenancy import tenant_scope
from autofix.deployments.states import Status
from autofix.projects.services import set_status


def test_nothing_starts_while_the_project_is_paused(works):
    asked = works.deploy()
    with tenant_scope(works.tenant):
        set_status(works.project(), "paused", actor="user:boss")
    works.work()

    assert works.deployment(asked).status == Status.PENDING
    assert works.releases() == []

    with tenant_scope(works.tenant):
        set_status(works.project(), "active", actor="user:boss")
    works.hasten()
    works.work()

    assert works.deployment(asked).status == Status.SUCCESS
