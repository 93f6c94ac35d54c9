"""One case of each further framework of Node proven for real: built, started and asked, before and after the change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.repair import Repair
from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_node, pytest.mark.needs_npm, pytest.mark.needs_registry]


@pytest.mark.parametrize(
    "name",
    [
        "fastify/late_and_not_listed",
        "koa/absent_undeclared",
        "nest/absent",
        "next/absent_route_handler",
    ],
)
def test_case_is_verified(name: str, prove: Callable[[str], Repair]) -> None:
    repair = prove(name)
    assert repair.result is Result.VERIFIED, repair.reason
