"""A family with ``auto_fix: false`` is diagnosed, and fixed when somebody asks."""

from autofix.fixes.models import Attempt
from autofix.fixes.services import retry_fix
from autofix.fixes.states import Execution

CONFIGURATION = """\
project: {name: shop, type: react-node}
fix_patterns:
  - {type: cors, auto_fix: false}
"""


def test_it_waits_for_a_person(open_shop):
    shop = open_shop(CONFIGURATION)
    shop.report()
    shop.work()
    fix = shop.fix()

    assert (fix.execution, fix.result, fix.family) == (Execution.COMPLETED, "no_fix", "cors_error")
    assert "on request only" in fix.reason and fix.root_cause
    assert shop.rows(Attempt) == []

    shop.ask(retry_fix, fix, actor="user:boss")
    shop.work()

    assert shop.fix().result == "verified"
