"""Cases of Flask proven for real: the server is started and asked, before and after the change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.repair import Repair
from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_registry]


@pytest.mark.parametrize(
    "name",
    [
        "flask/absent_module",
        "flask/list_inline",
        "flask/header_string",
        "flask/order_decorator",
        "flask/other_blueprint",
        "flask/resources_single_pattern",
    ],
)
def test_case_is_verified(name: str, prove: Callable[[str], Repair]) -> None:
    repair = prove(name)
    assert repair.result is Result.VERIFIED, repair.reason
