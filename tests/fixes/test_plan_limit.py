"""A plan's fixes of the month are counted, and those that offer nothing are free."""

import pytest

from autofix.core.errors import LimitReached
from autofix.fixes.services import start_fix
from autofix.issues.models import Issue
from tenants.services import create_tenant

LIMIT = 10


@pytest.fixture
def free_shop(open_shop, database):
    """A project of a tenant with the free plan."""
    return open_shop(of=create_tenant("Small").tenant_id)


def newest(shop):
    return shop.rows(Issue)[-1]


def test_one_too_many_is_refused_with_figures(free_shop):
    shop = free_shop
    for number in range(LIMIT):
        shop.report(f"a kettle of sort {chr(ord('a') + number) * 3} is cold")
    shop.run("on:fixes.start")
    assert len(shop.fixes()) == LIMIT

    shop.report("the last straw")
    shop.run("on:fixes.start")

    assert len(shop.fixes()) == LIMIT
    refused = shop.events(newest(shop))[-1]
    assert refused.name == "issue.fix.refused"
    assert "10 fixes a month and 10 are used" in refused.data["reason"]
    with pytest.raises(LimitReached) as told:
        shop.ask(start_fix, newest(shop), actor="user:boss")
    assert told.value.refusal.details == {"current": LIMIT, "limit": LIMIT, "plan": "free"}


def test_fixes_without_an_offer_do_not_count(free_shop):
    shop = free_shop
    for number in range(LIMIT):
        shop.report(f"a kettle of sort {chr(ord('a') + number) * 3} is cold")
        shop.work()
    assert {fix.result for fix in shop.fixes()} == {"no_fix"}

    shop.report("the last straw")
    shop.work()

    assert len(shop.fixes()) == LIMIT + 1
