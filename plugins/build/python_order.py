"""A name that its file does bind, but below the line that uses it, or inside of another function only."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Iterator

from autofix.sdk import Action, Change, Edit, Import, Workspace
from plugins.build.cause import Remedy, Spot
from plugins.build.python_convention import opening_end
from plugins.build.python_edits import without_names
from plugins.build.python_import_added import import_added
from plugins.build.python_lint import statement_removed

_UNDEFINED = re.compile(r"is not defined|[Uu]ndefined name")


def bound_below(workspace: Workspace, spot: Spot, text: str, name: str) -> Remedy | None:
    """Bind the name where the file begins; None where it is bound in time, or in more than one way."""
    if not _UNDEFINED.search(spot.finding.message):
        return None
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    made = [one for one in workspace.imports(spot.file) if any(local == name for _, local in one.names)]
    kinds = {(one.specifier, imported) for one in made for imported, local in one.names if local == name}
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and _is_made(node, name)]
    if len(kinds) == 1 and not assigned:
        return _import_raised(workspace, spot, tree, text, name, made)
    return _assignment_raised(workspace, spot, tree, text, name) if not made and len(assigned) == 1 else None


def _is_made(node: ast.Name, name: str) -> bool:
    return node.id == name and not isinstance(node.ctx, ast.Load)


def _import_raised(
    workspace: Workspace, spot: Spot, tree: ast.Module, text: str, name: str, made: list[Import]
) -> Remedy | None:
    rows = [text.count("\n", 0, one.start) + 1 for one in made]
    at_top = [one for one, row in zip(made, rows, strict=True) if row in {node.lineno for node in tree.body}]
    # Inside of a function an import may break a circle, or load late what is heavy; Python's own modules do neither.
    is_python_s = made[0].specifier.split(".")[0] in sys.stdlib_module_names
    if not at_top and (not is_python_s or any(not _is_inside(tree, row) for row in rows)):
        return None
    if any(row <= spot.line for one, row in zip(made, rows, strict=True) if one in at_top):
        return None
    imported = next(imported for imported, local in made[0].names if local == name)
    source = made[0].specifier
    if imported == "*" and source != name and "." in source and " as " not in text[made[0].start : made[0].end]:
        return None
    edit = import_added(workspace, spot.file, text, source, "" if source == name else imported, name)
    statement = _statement_of(tree, spot.line)
    if edit is None or (statement is not None and edit.start > _offset(text, statement.lineno)):
        return None
    gone: list[Edit] = []
    for one in at_top:
        others = [local for _, local in one.names if local != name]
        if others:
            gone += without_names(text, one, (imported,))
        elif (removed := statement_removed(text, one.start, one.end)) is not None:
            gone.append(removed)
    change = Change(spot.file, Action.MODIFY, f"Import {name} before it is used.", (edit, *gone))
    return Remedy("build_import_added", f"import {name} at the top", (change,))


def _assignment_raised(workspace: Workspace, spot: Spot, tree: ast.Module, text: str, name: str) -> Remedy | None:
    """Move the making of an object up: below the imports if they are all it needs, else above the failing statement."""
    used = _statement_of(tree, spot.line)
    found = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign) and _targets(node) == [name]]
    if used is None or len(found) != 1 or found[0].lineno <= spot.line or _is_inside(tree, spot.line):
        return None
    node = found[0]
    # A plain value may be one that the lines between were to change.
    if not isinstance(node.value, ast.Call):
        return None
    start, end = _offset(text, node.lineno), _offset(text, (node.end_lineno or node.lineno) + 1)
    statement = text[start:end].rstrip("\n")
    head = opening_end(text, workspace.imports(spot.file))
    for at in (_line_after(text, head), _offset(text, _first_line(used))):
        bound = set(dir(builtins)) | _bound_above(tree, text.count("\n", 0, at) + 1)
        if at <= _offset(text, _first_line(used)) and _names(node) - {name} <= bound:
            gap = "\n" if at == _line_after(text, head) else ""
            tail = "" if gap else "\n"
            edits = (Edit(at, at, f"{gap}{statement}\n{tail}"), Edit(start, end, ""))
            change = Change(spot.file, Action.MODIFY, f"Make {name} before it is used.", edits)
            return Remedy("build_name_made", f"make {name} earlier", (change,))
    return None


def _targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id if isinstance(target, ast.Name) else "" for target in targets]


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _bound_above(tree: ast.Module, line: int) -> set[str]:
    found: set[str] = {"__name__", "__file__"}
    for node in tree.body:
        if (node.end_lineno or node.lineno) < line:
            found |= set(_bindings(node))
    return found


def _bindings(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        yield from _targets(node)


def _statement_of(tree: ast.Module, line: int) -> ast.stmt | None:
    found = (node for node in tree.body if _first_line(node) <= line <= (node.end_lineno or node.lineno))
    return next(found, None)


def _first_line(node: ast.stmt) -> int:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return node.lineno
    return min([node.lineno, *(one.lineno for one in node.decorator_list)])


def _is_inside(tree: ast.Module, line: int) -> bool:
    """Whether the line is of the body of a function, which does not run while the file is loaded."""
    return any(
        node.body[0].lineno <= line <= (node.end_lineno or node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def _offset(text: str, line: int) -> int:
    start = 0
    for _ in range(line - 1):
        end = text.find("\n", start)
        if end < 0:
            return len(text)
        start = end + 1
    return start


def _line_after(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
