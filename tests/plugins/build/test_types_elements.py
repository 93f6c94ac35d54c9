"""The element an application is drawn into."""

from __future__ import annotations

import pytest

TSC = (
    "src/main.tsx({0},{1}): error TS2345: Argument of type '{2} | null' is not assignable to parameter of type 'Container'.\n"
    "  Type 'null' is not assignable to type 'Container'.\n"
)
NEXT = "Failed to compile.\n\n./src/main.tsx:{0}:{1}\nType error: Argument of type '{2} | null' is not assignable to parameter of type 'Container'.\n"


@pytest.mark.parametrize("form", [TSC, NEXT])
@pytest.mark.parametrize(
    ("call", "kind"),
    [("document.getElementById('root')", "HTMLElement"), ("document.querySelector('#root')", "Element")],
)
def test_it_is_said_to_be_there(fix, form, call, kind):
    text = f"import {{ createRoot }} from 'react-dom/client';\n\ncreateRoot({call}).render(null);\n"
    got = fix({"src/main.tsx": text}, form.format(3, 12, kind))
    assert got.files == {"src/main.tsx": text.replace(call, f"{call}!")}


@pytest.mark.parametrize(
    "line", ["show(document.getElementById('note'));", "createRoot(found(document)).render(null);"]
)
def test_elsewhere_it_may_well_be_missing(fix, line):
    text = f"{line}\n"
    assert fix({"src/main.tsx": text}, TSC.format(1, line.index("(") + 2, "HTMLElement")).files == {}
