"""A report that leads to no change ends closed, with a reason, and publishes nothing."""

import pytest

from autofix.fixes.states import Approval, Execution, Publication

NOT_CODE = (
    "Access to fetch at 'http://localhost:4000/api/items' from origin 'http://localhost:3000' has been blocked by CORS "
    "policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
)


@pytest.mark.parametrize(
    ("message", "result"),
    [("The kettle is cold", "no_fix"), (NOT_CODE, "not_code")],
    ids=["what nobody knows", "what is in order"],
)
def test_it_is_closed_and_says_why(open_shop, message, result):
    shop = open_shop()
    tip = shop.tip()
    shop.report(message)
    shop.work()
    fix = shop.fix()

    assert (fix.execution, fix.result) == (Execution.COMPLETED, result)
    assert (fix.approval, fix.publication, fix.is_open) == (Approval.NOT_NEEDED, Publication.NONE, False)
    assert fix.reason
    assert fix.confidence == 0.0
    assert shop.git("for-each-ref", "--format=%(objectname)", "refs/heads").split() == [tip]
    assert {job.kind for job in shop.jobs() if job.kind.startswith("fix.")} == {"fix.run"}
