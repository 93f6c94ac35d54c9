"""A callback for a ref that gives back what it keeps."""

from __future__ import annotations

import pytest

REPORT = (
    "src/App.tsx(2,{column}): error TS2322: Type '(el: HTMLInputElement | null) => HTMLInputElement | null' is not "
    "assignable to type 'Ref<HTMLInputElement> | undefined'.\n"
)
TEXT = "export const A = ({{ r, i }}: P) => (\n  <input ref={{(el) => {body}}} />\n);\n"


@pytest.mark.parametrize("body", ["(r.current[i] = el)", "r.current[i] = el"])
def test_it_gives_nothing_back(fix, body):
    got = fix({"src/App.tsx": TEXT.format(body=body)}, REPORT.format(column=10))
    assert got.files == {"src/App.tsx": TEXT.format(body="{ r.current[i] = el; }")}


@pytest.mark.parametrize("body", ["keep(el)", "el ?? null"])
def test_what_does_something_else_is_left_alone(fix, body):
    assert fix({"src/App.tsx": TEXT.format(body=body)}, REPORT.format(column=10)).files == {}


def test_another_type_is_another_fault(fix):
    report = "src/App.tsx(2,10): error TS2322: Type '(el: string) => string' is not assignable to type 'Handler'.\n"
    assert fix({"src/App.tsx": TEXT.format(body="(r.current[i] = el)")}, report).files == {}
