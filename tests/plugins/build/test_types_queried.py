"""An element that a selector finds."""

from __future__ import annotations

import pytest

TSC = "src/main.ts({0},{1}): error TS2339: Property '{2}' does not exist on type 'Element'.\n"
NEXT = "Failed to compile.\n\n./src/main.ts:{0}:{1}\nType error: Property '{2}' does not exist on type 'Element'.\n"


@pytest.mark.parametrize("form", [TSC, NEXT])
def test_its_kind_is_said_wherever_it_is_asked_for_more(fix, form):
    text = (
        "const main = document.querySelector('main');\nconst bar = document.querySelector('.bar');\n"
        "const note = document.querySelector('p');\nif (main) main.focus();\n"
        "export const size = [main?.offsetHeight, bar?.offsetHeight, note?.scrollHeight];\n"
    )
    got = fix({"src/main.ts": text}, form.format(5, 28, "offsetHeight"))
    right = text.replace("querySelector('main')", "querySelector<HTMLElement>('main')")
    assert got.files == {"src/main.ts": right.replace("querySelector('.bar')", "querySelector<HTMLElement>('.bar')")}


def test_a_list_is_said_to_be_of_them(fix):
    text = "document.querySelectorAll('.row').forEach((row) => {\n  row.style.opacity = '1';\n});\n"
    got = fix({"src/main.ts": text}, TSC.format(2, 7, "style"))
    assert got.files == {"src/main.ts": text.replace("querySelectorAll", "querySelectorAll<HTMLElement>")}


def test_a_field_is_named_by_its_selector(fix):
    text = "const field = document.querySelector('form input.name')!;\nexport const given = field.value;\n"
    got = fix({"src/main.ts": text}, TSC.format(2, 28, "value"))
    assert got.files == {"src/main.ts": text.replace("querySelector", "querySelector<HTMLInputElement>")}


@pytest.mark.parametrize(
    ("selector", "prop"), [("'#name'", "value"), ("'.row'", "rows"), ("'div.input'", "value"), ("where", "checked")]
)
def test_a_kind_that_nothing_tells_is_left_alone(fix, selector, prop):
    text = f"const it = document.querySelector({selector})!;\nexport const given = it.{prop};\n"
    assert fix({"src/main.ts": text}, TSC.format(2, 25, prop)).files == {}
