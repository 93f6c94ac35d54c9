"""What Flask does only for an application that is at work: done while the module is loaded, or before a first request.

Source: Flask's "The Application Context" and its release notes of 2.3, which took ``before_first_request`` away.
"""

from __future__ import annotations

import ast
import re

from autofix.sdk import Action, Change, Edit, Problem, Workspace
from plugins.build.cause import Remedy, Spot
from plugins.build.python_renaming import text_of

_APP = re.compile(r"(?m)^(?P<app>\w+)[ \t]*(?::[^=\n]+)?=[ \t]*(?:Flask|create_app|make_app)\(")
_MAIN = re.compile(r"(?m)^if[ \t]+__name__[ \t]*==")


def in_context(workspace: Workspace, spot: Spot, problem: Problem) -> Remedy | None:
    """The statement at the outermost level, in the context of the one application of its file."""
    text = text_of(workspace, spot.file) if spot.file.endswith(".py") else ""
    app = _application(text)
    node = _statement(text, spot.line)
    if not app or not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call) or app[1] > node.lineno:
        return None
    rows = text.split("\n")
    own = rows[node.lineno - 1]
    indent = own[: len(own) - len(own.lstrip())]
    start = sum(len(row) + 1 for row in rows[: node.lineno - 1])
    end = start + len("\n".join(rows[node.lineno - 1 : node.end_lineno]))
    made = "\n".join(f"    {row}" if row.strip() else row for row in text[start:end].split("\n"))
    edit = Edit(start, end, f"{indent}with {app[0]}.app_context():\n{made}")
    change = Change(spot.file, Action.MODIFY, f"Do it in the context of {app[0]}.", (edit,))
    return Remedy("build_flask_context", "do it in the application's context", (change,))


def once_before(workspace: Workspace, spot: Spot, problem: Problem) -> Remedy | None:
    """The function called once the module has been loaded, in place of before the first request."""
    text = text_of(workspace, spot.file) if spot.file.endswith(".py") else ""
    app = _application(text)
    if not app:
        return None
    pattern = rf"(?m)^@{app[0]}\.before_first_request(?:\(\))?[ \t]*\r?\n(?=def (?P<name>\w+)\(\):)"
    found = list(re.finditer(pattern, text))
    if len(found) != 1 or text.count("before_first_request") != 1:
        return None
    called = f"with {app[0]}.app_context():\n    {found[0]['name']}()\n"
    main = _MAIN.search(text)
    end = main.start() if main else len(text)
    lead = "" if main or not text.rstrip() else "\n" * (1 if text.endswith("\n\n") else 2)
    last = (
        Edit(end, end, f"{called}\n\n")
        if main
        else Edit(end, end, ("" if text.endswith("\n") else "\n") + lead + called)
    )
    edits = (Edit(found[0].start(), found[0].end(), ""), last)
    change = Change(spot.file, Action.MODIFY, f"Call {found[0]['name']} in the context of {app[0]}.", edits)
    return Remedy("build_flask_context", f"call {found[0]['name']} at the start", (change,))


def _application(text: str) -> tuple[str, int] | None:
    """The name of the one application that the file makes, and its line."""
    found = list(_APP.finditer(text))
    return (found[0]["app"], text[: found[0].start()].count("\n") + 1) if len(found) == 1 else None


def _statement(text: str, line: int) -> ast.stmt | None:
    """The statement at the outermost level, or in the block of the program itself, that begins at the line."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    inner = [node for one in body if isinstance(one, ast.If) for node in one.body]
    return next((node for node in (*body, *inner) if node.lineno == line), None)
