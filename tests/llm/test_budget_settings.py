"""A process of the service holds the ceilings and prices of its environment, over what a tenant allows itself."""

from __future__ import annotations

import pytest

SPEND = """
import sys
from decimal import Decimal
from autofix.core.tenancy import tenant_scope
from autofix.llm.ledger import Asked, CeilingReached, Payer, reserve
from autofix.projects.configuration import Budget
from autofix.sdk.model import Usage

tenant, project = sys.argv[1:]
payer = Payer(tenant, project, "fix_1", "job_1", 1, budget=Budget(usd_per_fix=Decimal(100)))
try:
    with tenant_scope(tenant):
        kept = reserve(payer, Asked("cause", "d" * 64, (), "m"), Usage(1_000, 1_000, is_told=False), None)
        print(kept.prices.cost(kept.bound))
except CeilingReached as reached:
    print(reached)
"""


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({}, "what this model costs is not known"),
        ({"AUTOFIX_MODEL_HIGHEST_PRICES": "15/75"}, "90000"),
        (
            {"AUTOFIX_MODEL_HIGHEST_PRICES": "15/75", "AUTOFIX_MODEL_BUDGET": "usd_per_fix=0.089999"},
            "a fix may cost 0.089999 USD by the server (AUTOFIX_MODEL_BUDGET)",
        ),
        ({"AUTOFIX_MODEL_HIGHEST_PRICES": "15/75", "AUTOFIX_MODEL_BUDGET": "usd_per_fix=0.09"}, "90000"),
        ({"AUTOFIX_MODEL_BUDGET": "tokens_per_project_month=1999"}, "may use 1999 tokens by the server"),
    ],
)
def test_a_process_holds_what_its_environment_says(variables, says, tenant, project, start_process):
    said, trouble = start_process(SPEND, tenant, project, **variables).communicate(timeout=60)

    assert says in said, said + trouble
