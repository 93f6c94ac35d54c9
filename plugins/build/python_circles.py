"""Two modules that import each other while they are loaded: the one import of the circle that can wait.

The traceback shows the circle. What can wait is the import whose names are used in functions alone, which then import
them when they are called; or that of a module which goes on to make what is asked of it, below the import.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from autofix.sdk import Action, Change, Edit, Import, Problem, Workspace
from autofix.sdk.places import locate
from plugins.build.cause import Remedy, Spot
from plugins.build.python_inside import without_unused
from plugins.build.python_lint import statement_removed
from plugins.build.python_renaming import text_of

_FRAME = re.compile(
    r'(?m)^[ \t|E]*File "(?P<file>[^"\n]{1,400})", line (?P<line>\d{1,7})|'
    r"^(?P<short>[\w./-]{1,400}\.py):(?P<row>\d{1,7}): in "
)
# As many places as may say the same.
MAX_FUNCTIONS = 3


@dataclass(frozen=True)
class _Link:
    """An import of the circle, with the file that it loads."""

    made: Import
    target: str


def broken_circle(workspace: Workspace, spot: Spot, problem: Problem) -> Remedy | None:
    """The circle opened at the import that can wait; None where each is needed while its module is loaded."""
    circle = _circle(workspace, spot, problem)
    if not circle:
        return None
    last = circle[-1]
    unused = without_unused(workspace, text_of(workspace, last.made.file), last.made)
    if unused is not None:
        return unused
    below = _moved_below(workspace, circle)
    if below is not None:
        return below
    for link in reversed(circle):
        within = _moved_within(workspace, link.made)
        if within is not None:
            return within
    return None


def _circle(workspace: Workspace, spot: Spot, problem: Problem) -> list[_Link]:
    """The imports from the module that is still loading back to it, in the order in which they ran."""
    until = problem.text.find(spot.finding.message.split("\n")[0][:60])
    found = [match for match in _FRAME.finditer(problem.text) if until < 0 or match.start() < until]
    links: list[_Link] = []
    for match in found:
        file = locate(workspace, match["file"] or match["short"], spot.finding, "")
        line = int(match["line"] or match["row"])
        made = next((one for one in workspace.imports(file) if _is_at(workspace, one, line)), None) if file else None
        target = _loaded(workspace, made) if made else ""
        if made is not None and target:
            links.append(_Link(made, target))
    if not links or links[-1].made.file != spot.file:
        return []
    start = next((at for at, link in enumerate(links) if link.made.file == links[-1].target), None)
    return links[start:] if start is not None else []


def _is_at(workspace: Workspace, made: Import, line: int) -> bool:
    return made.line <= line <= made.line + text_of(workspace, made.file).count("\n", made.start, made.end)


def _loaded(workspace: Workspace, made: Import) -> str:
    """The file that an import loads: of a folder the module that it names there."""
    inner = [f"{made.specifier.rstrip('.') if made.specifier.strip('.') else made.specifier}"]
    for name, _ in made.names:
        joined = inner[0] + ("" if inner[0].endswith(".") else ".") + name
        module = workspace.resolve_import(made.file, joined)
        if (
            module is not None
            and name not in workspace.exports(workspace.resolve_import(made.file, inner[0]) or "").names
        ):
            return module
    return workspace.resolve_import(made.file, made.specifier) or ""


def _moved_below(workspace: Workspace, circle: list[_Link]) -> Remedy | None:
    """The first import of the circle below what its module makes and the others ask for, as Flask has it."""
    first = circle[0].made
    text = text_of(workspace, first.file)
    tree = _parsed(text)
    wanted = {
        name
        for link in circle[1:]
        for made in workspace.imports(link.made.file)
        if workspace.resolve_import(made.file, made.specifier) == first.file
        for name, _ in made.names
    }
    ends = {
        target.id: node.end_lineno or node.lineno
        for node in (tree.body if tree else ())
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id in wanted
    }
    if tree is None or not wanted or set(ends) != wanted or max(ends.values()) < first.line:
        return None
    end = max(ends.values())
    bound = {local for _, local in first.names}
    uses = [
        node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in bound and node.lineno <= end
    ]
    gone = statement_removed(text, first.start, first.end)
    if uses or gone is None or text[first.start - 1 : first.start] not in ("", "\n"):
        return None
    at = sum(len(row) + 1 for row in text.split("\n")[:end])
    edit = Edit(at, at, f"\n{text[first.start : first.end]}\n")
    change = Change(
        first.file, Action.MODIFY, f"Import below what {circle[-1].made.file} takes from here.", (gone, edit)
    )
    return Remedy("build_circle", f"import {first.specifier} later", (change,))


def _moved_within(workspace: Workspace, made: Import) -> Remedy | None:
    """The import in the functions that use its names; None where anything else does."""
    text = text_of(workspace, made.file)
    tree = _parsed(text)
    gone = statement_removed(text, made.start, made.end)
    statement = text[made.start : made.end]
    is_top = text[made.start - 1 : made.start] in ("", "\n")
    if tree is None or gone is None or not is_top or "*" in statement or "#" in statement or "\\" in statement:
        return None
    bound = {local.split(".")[0] for _, local in made.names}
    holders = _functions(tree, bound)
    if not holders or len(holders) > MAX_FUNCTIONS:
        return None
    edits = [gone]
    rows = text.split("\n")
    for function in holders:
        body = function.body
        documented = len(body) > 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
        into = body[1] if documented else body[0]
        if into.lineno <= function.lineno:
            return None
        at = sum(len(row) + 1 for row in rows[: into.lineno - 1])
        indent = " " * into.col_offset if "\t" not in rows[into.lineno - 1][: into.col_offset] else ""
        used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        if not indent:
            return None
        edits.append(Edit(at, at, f"{indent}{_row(made, statement, used)}\n\n"))
    names = ", ".join(sorted(bound))
    change = Change(
        made.file, Action.MODIFY, f"Import {names} when it is used: the two modules need each other.", tuple(edits)
    )
    return Remedy("build_circle", f"import {names} when it is used", (change,))


def _row(made: Import, statement: str, used: set[str]) -> str:
    """The import of what one function uses."""
    if not statement.startswith("from "):
        return statement
    kept = [name if name == local else f"{name} as {local}" for name, local in made.names if local in used]
    return f"from {made.specifier} import {', '.join(kept)}"


_Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(tree: ast.Module, names: set[str]) -> list[_Function] | None:
    """The functions that use the names in their bodies; None where something uses one while the module is loaded."""
    found: list[_Function] = []
    pending: list[ast.AST] = list(tree.body)
    while pending:
        node = pending.pop(0)
        if isinstance(node, _Function):
            head = [*node.decorator_list, node.args, *([node.returns] if node.returns else [])]
            if any(_uses(one, names) for one in head):
                return None
            if any(_uses(one, names) for one in node.body):
                found.append(node)
        elif isinstance(node, ast.Name) and node.id in names:
            return None
        elif not isinstance(node, ast.Import | ast.ImportFrom):
            pending += list(ast.iter_child_nodes(node))
    return found


def _uses(node: ast.AST, names: set[str]) -> bool:
    return any(isinstance(one, ast.Name) and one.id in names for one in ast.walk(node))


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
