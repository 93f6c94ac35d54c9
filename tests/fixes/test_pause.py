"""While the project, the tenant or the operator has paused, nothing begins; afterwards it goes on."""

import pytest

from autofix.core.tenancy import tenant_scope
from autofix.fixes.states import Execution
from autofix.projects.services import set_status
from tenants.services import pause_tenant

UNKNOWN = "The kettle is cold"


@pytest.fixture
def stop(operator):
    """Pause in one of three ways, or go on."""

    def change(shop, who, is_paused):
        if who == "operator":
            operator(is_paused=is_paused)
        elif who == "tenant":
            pause_tenant(shop.tenant, is_paused, actor="user:boss")
        else:
            with tenant_scope(shop.tenant):
                set_status(shop.project(), "paused" if is_paused else "active", actor="user:boss")

    return change


@pytest.mark.parametrize("who", ["project", "tenant", "operator"])
def test_nothing_starts_and_it_goes_on_after(open_shop, stop, who):
    shop = open_shop()
    stop(shop, who, True)
    shop.report(UNKNOWN)
    shop.work()
    fix = shop.fix()

    assert (fix.execution, fix.started_at, fix.base_commit) == (Execution.PENDING, None, "")
    assert who in fix.reason and "paused" in fix.reason
    assert [job.state for job in shop.jobs("fix.run")] == ["pending"]

    stop(shop, who, False)
    shop.hasten()
    shop.work()
    fix = shop.fix()

    assert (fix.execution, fix.result) == (Execution.COMPLETED, "no_fix")


def test_waiting_is_no_attempt(open_shop, stop):
    shop = open_shop()
    stop(shop, "operator", True)
    shop.report(UNKNOWN)
    for _ in range(5):
        shop.hasten()
        shop.work()

    assert [(job.state, job.attempts) for job in shop.jobs("fix.run")] == [("pending", 0)]
