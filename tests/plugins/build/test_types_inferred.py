"""Types that are not written and can be read off the file."""

from __future__ import annotations

import pytest

SEVEN = "src/a.ts({line},{column}): error TS7034: Variable '{name}' implicitly has type 'any[]' in some locations where its type cannot be determined.\n"
FIVE = "src/a.ts({line},3): error TS7005: Variable '{name}' implicitly has an 'any[]' type.\n"
SIX = "src/a.ts(1,{column}): error TS7006: Parameter '{name}' implicitly has an 'any' type.\n"
LOAD = "import { load } from './b';\n"
B = "export async function load() {\n  return [1];\n}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("let a = [];\na = await load();\nf(() => a);\n", "let a: Awaited<ReturnType<typeof load>> = [];\n"),
        ("let a = [];\na = load();\nf(() => a);\n", "let a: ReturnType<typeof load> = [];\n"),
        ("let a = null;\na = load();\nf(() => a);\n", "let a: ReturnType<typeof load> | null = null;\n"),
        ("let a = [];\na.push('x');\nf(() => a);\n", "let a: string[] = [];\n"),
    ],
)
def test_a_variable_holds_what_fills_it(fix, before, after):
    report = SEVEN.format(line=2, column=5, name="a") + FIVE.format(line=4, name="a")
    got = fix({"src/a.ts": LOAD + before, "src/b.ts": B}, report)
    assert got.files["src/a.ts"] == LOAD + after + before.split("\n", 1)[1]


@pytest.mark.parametrize(
    "text",
    [
        "let a = [];\na = await load();\na = other;\nf(() => a);\n",
        "let a = [];\na = this.load();\nf(() => a);\n",
        "let a = [];\na.push('x');\na.push(1);\nf(() => a);\n",
        "let a = [];\na.push(x);\nf(() => a);\n",
    ],
)
def test_what_may_be_several_is_left_alone(fix, text):
    assert fix({"src/a.ts": LOAD + text, "src/b.ts": B}, SEVEN.format(line=2, column=5, name="a")).files == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("export const f = (a) => a.trim();\n", "export const f = (a: string) => a.trim();\n"),
        ("export const f = (a) => a.toFixed(2);\n", "export const f = (a: number) => a.toFixed(2);\n"),
        (
            "export const f = (a): { to: string } => {\n  return { to: a };\n};\n",
            "export const f = (a: string): { to: string } => {\n  return { to: a };\n};\n",
        ),
    ],
)
def test_a_parameter_is_what_its_uses_ask_for(fix, before, after):
    assert fix({"src/a.ts": before}, SIX.format(column=19, name="a")).files == {"src/a.ts": after}


@pytest.mark.parametrize(
    "text",
    [
        "export const f = (a) => a.map(g);\n",
        "export const f = (a) => [a.trim(), a.toFixed(2)];\n",
        "export const f = (a) => {\n  a = g(a.trim());\n  return a;\n};\n",
    ],
)
def test_a_parameter_that_may_be_anything_is_left_alone(fix, text):
    assert fix({"src/a.ts": text}, SIX.format(column=19, name="a")).files == {}
