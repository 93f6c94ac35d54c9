"""What mypy and the formatters of Python say."""

from __future__ import annotations

from autofix.engine.tool_output.mypy import parse_mypy
from autofix.engine.tool_output.python_formatters import parse_python_formatters

MYPY = """app/config.py:7: error: Incompatible types in assignment (expression has type "None", variable has type "str")  [assignment]
app/crud.py:50:6: error: Name "get_db" is not defined; did you mean "get_doc"?  [name-defined]
app/crud.py:3: error: Module "app.models" has no attribute "Usr"; maybe "User"?  [attr-defined]
app/main.py:1: error: Cannot find implementation or library stub for module named "app.rotes"  [import-not-found]
app/main.py:1: note: See https://mypy.readthedocs.io/en/stable/running_mypy.html#missing-imports
Found 4 errors in 3 files (checked 9 source files)
"""
FORMATTERS = """would reformat app/a b.py
Oh no! 1 file would be reformatted, 1 file would be left unchanged.
ERROR: /srv/app/c.py Imports are incorrectly sorted and/or formatted.
Would reformat: app/d.py
"""


def test_names_attributes_and_modules_are_what_they_are_when_the_file_runs():
    found = [(one.code, one.file, one.line, one.value, one.source, one.hint) for one in parse_mypy(MYPY)]
    assert found == [
        ("build.lint", "app/config.py", 7, "assignment", None, None),
        ("build.name_undefined", "app/crud.py", 50, "get_db", None, None),
        ("build.export_missing", "app/crud.py", 3, "Usr", "app.models", "User"),
        ("module_missing", "app/main.py", 1, "app.rotes", None, None),
    ]


def test_the_message_of_a_compiler_of_c_is_not_mypy_s():
    assert not list(parse_mypy("src/a.c:3:1: error: unknown type name 'foo'\n"))


def test_formatters_name_their_files():
    found = [(one.tool, one.file) for one in parse_python_formatters(FORMATTERS)]
    assert found == [("black", "app/a b.py"), ("isort", "/srv/app/c.py"), ("ruff format", "app/d.py")]
