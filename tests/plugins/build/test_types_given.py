"""Values and types that have one answer: refs, what a component is given, dates, the environment, what is there twice."""

from __future__ import annotations

import pytest

TSC = "src/App.tsx({line},{column}): error {code}: {message}\n"
ASKED = "Expected 1 arguments, but got 0."
BOUND = "Binding element '{}' implicitly has an 'any' type."
LEFT_SIDE = "The left-hand side of an arithmetic operation must be of type 'any', 'number', 'bigint' or an enum type."
MISSING = "Argument of type 'string | undefined' is not assignable to parameter of type '{}'."
RIGHT = [
    ("TS2554", ASKED, "const a = ~useRef<number>();\n", "const a = useRef<number>(undefined);\n"),
    (
        "TS2554",
        ASKED,
        "const a = ~useRef<HTMLDivElement>();\nexport default () => <div ref={a} />;\n",
        "const a = useRef<HTMLDivElement>(null);\nexport default () => <div ref={a} />;\n",
    ),
    (
        "TS7031",
        BOUND.format("children"),
        "export default function A({ ~children }) {\n  return children;\n}\n",
        "export default function A({ children }: { children: React.ReactNode }) {\n  return children;\n}\n",
    ),
    (
        "TS2362",
        LEFT_SIDE,
        "const a = new Date();\nf(~a - new Date(0));\n",
        "const a = new Date();\nf(a.getTime() - new Date(0).getTime());\n",
    ),
    ("TS2345", MISSING.format("string"), "f(~process.env.KEY);\n", "f(process.env.KEY as string);\n"),
    (
        "TS2345",
        MISSING.format("string"),
        "g(process.env.A!);\nf(~process.env.KEY);\n",
        "g(process.env.A!);\nf(process.env.KEY!);\n",
    ),
    ("TS2554", "Expected 1 arguments, but got 2.", "f(a, ~b);\n", "f(a);\n"),
    ("TS2554", "Expected 0 arguments, but got 1.", "f(~a.b);\n", "f();\n"),
    (
        "TS2322",
        "Type 'Dispatch<SetStateAction<Tab>>' is not assignable to type '(value: string) => void'.",
        "type Tab = 'a' | 'b';\nexport default () => <Tabs ~onValueChange={setTab} />;\n",
        "type Tab = 'a' | 'b';\nexport default () => <Tabs onValueChange={(value) => setTab(value as Tab)} />;\n",
    ),
    (
        "TS17001",
        "JSX elements cannot have multiple attributes with the same name.",
        "export default () => <p id={a} ~id={a} />;\n",
        "export default () => <p id={a} />;\n",
    ),
    (
        "TS1117",
        "An object literal cannot have multiple properties with the same name.",
        "f({\n  a: 1,\n  ~a: 1,\n});\n",
        "f({\n  a: 1,\n});\n",
    ),
]
LEFT = [
    ("TS2554", "Expected 1 arguments, but got 2.", "f(a, ~g());\n"),
    ("TS2551", "Property 'plane' does not exist on type 'Flight'. Did you mean 'planeId'?", "f(a.~plane);\n"),
    ("TS2554", ASKED, "const a = ~make();\n"),
    ("TS7031", BOUND.format("row"), "export default function A({ children, ~row }) {\n  return children;\n}\n"),
    ("TS2362", LEFT_SIDE, "f(~a - new Date(0));\n"),
    ("TS2345", MISSING.format("number"), "f(~process.env.KEY);\n"),
    ("TS2345", MISSING.format("string"), "f(~a.b);\n"),
]


def shown(code: str, message: str, marked: str) -> tuple[str, str]:
    """The text without its mark, and the report that points at it."""
    before = marked.partition("~")[0]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    return marked.replace("~", "", 1), TSC.format(line=line, column=column, code=code, message=message)


@pytest.mark.parametrize(("code", "message", "marked", "after"), RIGHT)
def test_the_one_answer_is_given(fix, code, message, marked, after):
    text, report = shown(code, message, marked)
    assert fix({"src/App.tsx": text}, report).files == {"src/App.tsx": after}


@pytest.mark.parametrize(("code", "message", "marked"), LEFT)
def test_what_may_be_several_things_is_left_to_people(fix, code, message, marked):
    text, report = shown(code, message, marked)
    assert fix({"src/App.tsx": text}, report).files == {}
