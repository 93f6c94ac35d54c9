"""A name that its module does not export, and one other file has."""

from __future__ import annotations

import pytest

TSC = "src/api.ts(1,10): error TS2305: Module '\"./types\"' has no exported member '{0}'.\n"
HINT = "src/api.ts(1,10): error TS2724: '\"./types\"' has no exported member named '{0}'. Did you mean '{1}'?\n"
TEXT = "import { CreateOrder } from './types';\n\nexport const send = (order: CreateOrder) => order;\n"
TYPES = "export type Order = { id: number };\n"
LONG = "import { CreateOrderLine } from './types';\n\nexport const send = (line: CreateOrderLine) => line;\n"


@pytest.mark.parametrize("report", [TSC.format("CreateOrderLine"), HINT.format("CreateOrderLine", "OrderLine")])
def test_the_same_name_elsewhere_goes_before_a_shorter_one_here(fix, report):
    form = "export type CreateOrderLine = { id: number };\n"
    files = {"src/api.ts": LONG, "src/types.ts": "export type OrderLine = 1;\n", "src/form/parts.ts": form}
    got = fix(files, report)
    assert got.files == {"src/api.ts": LONG.replace("./types", "./form/parts")}


def test_another_spelling_here_goes_before_the_same_name_elsewhere(fix):
    files = {
        "src/api.ts": TEXT,
        "src/types.ts": "export type CreateOrders = 1;\n",
        "src/form.ts": "export type CreateOrder = 2;\n",
    }
    assert "import { CreateOrders }" in fix(files, HINT.format("CreateOrder", "CreateOrders")).files["src/api.ts"]


def test_what_one_file_keeps_to_itself_is_exported_there(fix):
    form = "type CreateOrder = { id: number };\n\nexport const first: CreateOrder = { id: 1 };\n"
    got = fix({"src/api.ts": TEXT, "src/types.ts": TYPES, "src/form.ts": form}, TSC.format("CreateOrder"))
    assert got.files == {"src/api.ts": TEXT.replace("./types", "./form"), "src/form.ts": f"export {form}"}


def test_where_two_keep_it_to_themselves_either_may_be_meant(fix):
    own = "type CreateOrder = { id: number };\n\nexport const first: CreateOrder = { id: 1 };\n"
    files = {"src/api.ts": TEXT, "src/types.ts": TYPES, "src/form.ts": own, "src/page.ts": own}
    assert fix(files, TSC.format("CreateOrder")).files == {}
