"""Rules of pycodestyle that leave one way to write a line, judged by what is left when they are followed."""

from __future__ import annotations

import pytest

CASES = {
    "E302": ("a = 1\n# it says so\ndef f():\n    pass\n", 3, 1, "expected 2 blank lines, found 0"),
    "E305": (
        "def f():\n    pass\n\na = 1\n",
        4,
        1,
        "expected 2 blank lines after class or function definition, found 1",
    ),
    "E303": ("a = 1\n\n\n\n\nb = 2\n", 6, 1, "too many blank lines (4)"),
    "E231": ("a = [1,2]\n", 1, 7, "missing whitespace after ','"),
    "E225": ("a= 1\n", 1, 2, "missing whitespace around operator"),
    "E251": ("f(a = 1)\n", 1, 4, "unexpected spaces around keyword / parameter equals"),
    "E221": ("a   = 1\n", 1, 2, "multiple spaces before operator"),
    "E261": ("a = 1 # one\n", 1, 6, "at least two spaces before inline comment"),
    "E265": ("#one\na = 1\n", 1, 1, "block comment should start with '# '"),
    "E701": ("if f(): a = 1\n", 1, 7, "multiple statements on one line (colon)"),
    "E401": ("if f():\n    import os, sys as s\n", 2, 14, "multiple imports on one line"),
    "E722": ("try:\n    f()\nexcept:\n    g()\n", 3, 1, "do not use bare 'except'"),
    "E703": ("a = 1;\n", 1, 6, "statement ends with a semicolon"),
    "F811": ("import os\nimport sys\nimport os\nf(os, sys)\n", 3, 1, "redefinition of unused 'os' from line 1"),
}
WANTED = {
    "E302": "a = 1\n\n\n# it says so\ndef f():\n    pass\n",
    "E305": "def f():\n    pass\n\n\na = 1\n",
    "E303": "a = 1\n\n\nb = 2\n",
    "E231": "a = [1, 2]\n",
    "E225": "a = 1\n",
    "E251": "f(a= 1)\n",
    "E221": "a = 1\n",
    "E261": "a = 1  # one\n",
    "E265": "# one\na = 1\n",
    "E701": "if f():\n    a = 1\n",
    "E401": "if f():\n    import os\n    import sys as s\n",
    "E722": "try:\n    f()\nexcept Exception:\n    g()\n",
    "E703": "a = 1\n",
    "F811": "import os\nimport sys\nf(os, sys)\n",
}
LEFT = {
    "no comma there": ("E231", "a = [1]\n", 1, 7, "missing whitespace after ','"),
    "two bodies": ("E701", "if f(): a = 1; b = 2\n", 1, 7, "multiple statements on one line (colon)"),
    "a second class": (
        "F811",
        "class A:\n    pass\n\n\nclass A:\n    a = 1\n",
        5,
        1,
        "redefinition of unused 'A' from line 1",
    ),
    "another module's": ("F811", "import a\nfrom b import a\na()\n", 2, 1, "redefinition of unused 'a' from line 1"),
    "a long line": ("E501", "a = 1\n", 1, 80, "line too long (90 > 79 characters)"),
}


def said(rule: str, line: int, column: int, message: str) -> str:
    return f"app.py:{line}:{column}: {rule} {message}\n"


@pytest.mark.parametrize("rule", CASES)
def test_the_line_is_written_as_the_rule_asks(fix, rule):
    code, line, column, message = CASES[rule]
    assert fix({"app.py": code}, said(rule, line, column, message)).files == {"app.py": WANTED[rule]}


@pytest.mark.parametrize("name", LEFT)
def test_what_looks_different_or_leaves_a_choice_is_left_alone(fix, name):
    rule, code, line, column, message = LEFT[name]
    assert fix({"app.py": code}, said(rule, line, column, message)).files == {}


def test_a_module_of_python_that_a_package_imports_for_nothing_goes(fix):
    files = {"shop/__init__.py": "import os\n\nfrom shop.a import b\n", "shop/a.py": "b = 1\n"}
    report = "shop/__init__.py:1:1: F401 'os' imported but unused\n"
    assert fix(files, report).files == {"shop/__init__.py": "from shop.a import b\n"}
