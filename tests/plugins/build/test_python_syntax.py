"""Files that Python cannot parse: the slips that have one answer, and those that a person has to decide."""

from __future__ import annotations

import pytest

from autofix.sdk import Verdict


def report(line: int, error: str, file: str = "app.py") -> str:
    return f'Traceback (most recent call last):\n  File "/srv/shop/{file}", line {line}\n    x\n    ^\n{error}\n'


HEAD, MIDDLE, END = "<" * 7 + " HEAD\n", "=" * 7 + "\n", ">" * 7 + " other\n"
SLIPS = [
    (
        "names = list(\n    read()\nprint(names)\n",
        report(1, "SyntaxError: '(' was never closed"),
        "names = list(\n    read()\n)\nprint(names)\n",
    ),
    ("x = int(input('a')\ny = 1\n", report(1, "SyntaxError: '(' was never closed"), "x = int(input('a'))\ny = 1\n"),
    (
        "if a:\n    b()\nelse:\n    # nothing to do yet\n\nc()\n",
        report(6, "IndentationError: expected an indented block after 'else' statement on line 3"),
        "if a:\n    b()\nelse:\n    # nothing to do yet\n    pass\n\nc()\n",
    ),
    (
        "def run(a):\n    def run(a):\n    return a\n",
        report(3, "IndentationError: expected an indented block after function definition on line 2"),
        "def run(a):\n    return a\n",
    ),
    (
        'print(f"to {who["name"]} at {who["mail"]}")\n',
        report(1, "SyntaxError: f-string: unmatched '['"),
        "print(f\"to {who['name']} at {who['mail']}\")\n",
    ),
    (
        "x = f(\n    code: 1,\n    name: 'a'\n)\n",
        report(2, "SyntaxError: invalid syntax"),
        "x = f(\n    code=1,\n    name='a'\n)\n",
    ),
    (
        "from .a import A from .b import B\n",
        report(1, "SyntaxError: invalid syntax"),
        "from .a import A\nfrom .b import B\n",
    ),
    ("def run(a)\n    return a\n", report(1, "SyntaxError: expected ':'"), "def run(a):\n    return a\n"),
    (
        "if a = 1:\n    b()\n",
        report(1, "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='?"),
        "if a == 1:\n    b()\n",
    ),
    (
        "x = {\n    'a': 1\n    'b': 2,\n}\n",
        report(2, "SyntaxError: invalid syntax. Perhaps you forgot a comma?"),
        "x = {\n    'a': 1,\n    'b': 2,\n}\n",
    ),
    (
        "print 'a', b\n",
        report(1, "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?"),
        "print('a', b)\n",
    ),
    (
        "def run():\n\tfor a in b:\n        try:\n            c(a)\n        except OSError:\n            pass\n\td()\n\te()\n\tf()\n\tg()\n",
        report(3, "TabError: inconsistent use of tabs and spaces in indentation"),
        "def run():\n\tfor a in b:\n\t\ttry:\n\t\t\tc(a)\n\t\texcept OSError:\n\t\t\tpass\n\td()\n\te()\n\tf()\n\tg()\n",
    ),
    ("from tools,dates import day\n", report(1, "SyntaxError: invalid syntax"), "from tools.dates import day\n"),
    (
        "from a import (\n    B\n    C,\n)\n",
        report(3, "SyntaxError: invalid syntax"),
        "from a import (\n    B,\n    C,\n)\n",
    ),
    ("import datetime from datetime\n", report(1, "SyntaxError: invalid syntax"), "from datetime import datetime\n"),
    (
        "try:\n    a()\nexcept A, B:\n    pass\n",
        report(3, "SyntaxError: multiple exception types must be parenthesized"),
        "try:\n    a()\nexcept (A, B):\n    pass\n",
    ),
    (
        "try:\n    a()\nexcept A, e:\n    pass\n",
        report(3, "SyntaxError: multiple exception types must be parenthesized"),
        "try:\n    a()\nexcept A as e:\n    pass\n",
    ),
    (f"a = 1\n{END}b = 2\n", report(2, "SyntaxError: invalid syntax"), "a = 1\nb = 2\n"),
    (
        f"from a import b\n{HEAD}from c import d\n{MIDDLE}from e import f\n{END}",
        report(2, "SyntaxError: invalid syntax"),
        "from a import b\nfrom c import d\nfrom e import f\n",
    ),
    (
        f"{HEAD}from c import d, e\n{MIDDLE}from c import d\n{END}x = 1\n",
        report(1, "SyntaxError: invalid syntax"),
        "from c import d, e\nx = 1\n",
    ),
    (
        f"x = f(\n{HEAD}    a=g(1),\n{MIDDLE}    a=(g(1)),\n{END})\n",
        report(2, "SyntaxError: invalid decimal literal"),
        "x = f(\n    a=g(1),\n)\n",
    ),
    ("from .buy impor Form\n", report(1, "SyntaxError: invalid syntax"), "from .buy import Form\n"),
    ("dfe run():\n    pass\n", report(1, "SyntaxError: invalid syntax"), "def run():\n    pass\n"),
    ("```python\nx = 1\n```\n", report(1, "SyntaxError: invalid syntax"), "x = 1\n"),
    (
        "print('a)\nx = 1\n",
        report(1, "SyntaxError: unterminated string literal (detected at line 1)"),
        "print('a')\nx = 1\n",
    ),
    ("x = f(a))\ny = 1\n", report(1, "SyntaxError: unmatched ')'"), "x = f(a)\ny = 1\n"),
    (
        "x = [\n    a(\n        1,\n    ),    ),\n]\n",
        report(4, "SyntaxError: closing parenthesis ')' does not match opening parenthesis '[' on line 1"),
        "x = [\n    a(\n        1,\n    ),\n]\n",
    ),
    (
        "def run():\n    return 'a' + b +\n    'c'\n",
        report(2, "SyntaxError: invalid syntax"),
        "def run():\n    return ('a' + b +\n    'c')\n",
    ),
    (
        "rows = db.query(A)\n    .filter(b)\n    .all()\nx = 1\n",
        report(2, "IndentationError: unexpected indent"),
        "rows = (db.query(A)\n    .filter(b)\n    .all())\nx = 1\n",
    ),
    (
        "x = {\n    'a': {\n        'b': 1,\n    }\n    'c': 2,\n}\n",
        report(2, "SyntaxError: invalid syntax. Perhaps you forgot a comma?"),
        "x = {\n    'a': {\n        'b': 1,\n    },\n    'c': 2,\n}\n",
    ),
    (
        "if a:\nb()\n    c()\n",
        report(2, "IndentationError: expected an indented block after 'if' statement on line 1"),
        "if a:\n    b()\n    c()\n",
    ),
    (
        'x = f"{a} {", ".join(b) if b else "none"} {c}"\n',
        report(1, "SyntaxError: f-string: expecting '}'"),
        "x = f\"{a} {', '.join(b) if b else 'none'} {c}\"\n",
    ),
    (
        "x = [a(1), 2)\n",
        report(1, "SyntaxError: closing parenthesis ')' does not match opening parenthesis '['"),
        "x = [a(1), 2]\n",
    ),
    ("a = 1\n  b = 2\nc = 3\n", report(2, "IndentationError: unexpected indent"), "a = 1\nb = 2\nc = 3\n"),
    (
        "def run():\n    a()\n   b()\n",
        report(3, "IndentationError: unindent does not match any outer indentation level"),
        "def run():\n    a()\n    b()\n",
    ),
    ("if a::\n    b()\n", report(1, "SyntaxError: invalid syntax"), "if a:\n    b()\n"),
    ("a(\r\n    b,,\r\n    c,\r\n)\r\n", report(2, "SyntaxError: invalid syntax"), "a(\r\n    b,\r\n    c,\r\n)\r\n"),
    (
        'x = f"{a}.md\ny = 1\n',
        report(1, "SyntaxError: unterminated f-string literal (detected at line 1)"),
        'x = f"{a}.md"\ny = 1\n',
    ),
    (
        'x = [\n    "data: {"a": 1}",\n    "data: {"c": 2}",\n]\n',
        report(2, "SyntaxError: invalid syntax. Perhaps you forgot a comma?"),
        "x = [\n    'data: {\"a\": 1}',\n    'data: {\"c\": 2}',\n]\n",
    ),
    (
        "def run():\n    a()\n\n  @needed\ndef go():\n    b()\n",
        report(4, "IndentationError: unindent does not match any outer indentation level"),
        "def run():\n    a()\n\n@needed\ndef go():\n    b()\n",
    ),
    (
        "async def login(data: In, db: dict[str, int] = need(a, b), answer: Out, *, c=1):\n    pass\n",
        report(1, "SyntaxError: parameter without a default follows parameter with a default"),
        "async def login(data: In, answer: Out, db: dict[str, int] = need(a, b), *, c=1):\n    pass\n",
    ),
    (
        "def f(\n    a=1,\n    b: str,\n):\n    pass\n\n\nf(a=2, b='c')\n",
        report(3, "SyntaxError: non-default argument follows default argument"),
        "def f(\n    b: str,\n    a=1,\n):\n    pass\n\n\nf(a=2, b='c')\n",
    ),
]


@pytest.mark.parametrize(("before", "said", "after"), SLIPS)
def test_a_slip_with_one_answer(fix, before, said, after):
    assert fix({"app.py": before}, said).files == {"app.py": after}


@pytest.mark.parametrize(
    ("before", "said"),
    [
        # Parameters that a call counts by their place, a text that may end at two places, a depth as near to two others.
        (
            "def f(a=1, b):\n    pass\n\n\nf(2, 3)\n",
            report(1, "SyntaxError: non-default argument follows default argument"),
        ),
        ("x = ['a, b]\ny = 1]\n", report(1, "SyntaxError: unterminated string literal (detected at line 1)")),
        (
            "def run():\n  if a:\n    b()\n   c()\n",
            report(4, "IndentationError: unindent does not match any outer indentation level"),
        ),
        # A side that the other may have taken out, two sides that say something else, a header with nothing below it, a stray word, a try without its end.
        (f"def a():\n    b()\n{HEAD}{MIDDLE}    c()\n{END}", report(3, "SyntaxError: invalid syntax")),
        (f"x = [\n{HEAD}    'a',\n{MIDDLE}    'b',\n{END}]\n", report(2, "SyntaxError: invalid syntax")),
        ("if a:\nb()\nc()\n", report(2, "IndentationError: expected an indented block after 'if' statement on line 1")),
        ('x = f"{c["d"][\'e\']}"\n', report(1, "SyntaxError: f-string: unmatched '['")),
        ("a = 1\nfoo bar\n", report(2, "SyntaxError: invalid syntax")),
        ("try:\n    a()\nb()\n", report(3, "SyntaxError: expected 'except' or 'finally' block")),
    ],
)
def test_what_a_person_has_to_decide(fix, before, said):
    answer = fix({"app.py": before}, said)
    assert answer.files == {}
    assert "app.py" in answer.reason


def test_slips_of_one_file_are_corrected_together(fix):
    before = "from a import (\n    B\n    C,\n)\n\nx = [\n    B(1)\n    C(2),\n    B(3)\n    C(4),\n]\n"
    after = "from a import (\n    B,\n    C,\n)\n\nx = [\n    B(1),\n    C(2),\n    B(3),\n    C(4),\n]\n"
    answer = fix({"app.py": before}, report(2, "SyntaxError: invalid syntax. Perhaps you forgot a comma?"))
    assert answer.files == {"app.py": after}


def test_a_file_that_parses_is_left_alone(fix):
    answer = fix({"app.py": "x = 1\n"}, report(1, "SyntaxError: invalid syntax"))
    assert (answer.files, answer.verdict) == ({}, Verdict.NOT_CODE)
