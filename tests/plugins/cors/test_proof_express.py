"""Cases of Express proven for real: the server is started and asked, before and after the change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.repair import Repair
from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_node, pytest.mark.needs_npm, pytest.mark.needs_registry]


@pytest.mark.parametrize(
    "name",
    [
        "express/absent_undeclared",
        "express/list_multi_line_trailing_comma",
        "express/list_ternary_development",
        "express/list_function_compare",
        "express/list_dotenv_split",
        "express/near_trailing_slash",
        "express/header_setheader",
        "express/order_after_mounted_router",
        "express/order_and_not_listed",
        "express/path_limited",
        "express/undeclared_required",
    ],
)
def test_case_is_verified(name: str, prove: Callable[[str], Repair]) -> None:
    repair = prove(name)
    assert repair.result is Result.VERIFIED, repair.reason


def test_an_origin_that_is_let_in_already_is_no_fault_of_the_code(prove: Callable[[str], Repair]) -> None:
    repair = prove("leave_alone/express_list_inline_array")
    assert repair.result is Result.NOT_CODE
    assert repair.chosen is None
