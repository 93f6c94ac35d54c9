"""What pyflakes, flake8 and ruff find that has one answer."""

from __future__ import annotations

import re
import sys

from autofix.sdk import Action, Change, Edit, Import, Node, Problem, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.known_python import distribution_of
from plugins.build.python_layout import layout
from plugins.build.python_pylint import as_pyflakes
from plugins.build.python_reexports import is_passed_on, listed
from plugins.build.python_statements import statement

CODE = "lint_python"
_UNUSED = re.compile(r"[`'\"](?P<name>[\w.]+)(?: as (?P<alias>\w+))?[`'\"] imported but unused")
_LOCAL = re.compile(r"[Ll]ocal variable [`'\"](?P<name>\w+)[`'\"] is assigned to but never used")
_TWICE = re.compile(r"[Rr]edefinition of unused [`'\"](?P<name>\w+)[`'\"] from line (?P<line>\d+)")
_FORMATTERS = frozenset({"black", "isort", "ruff format"})
_TOOLS = frozenset({"pyflakes", "flake8", "ruff"})
# What may be left out together with the name: it has no effect.
_INERT = frozenset({"integer", "float", "string", "true", "false", "none", "identifier", "list", "dictionary", "tuple"})


def find_python_lint(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """The rule's one answer; None where the message is not a Python linter's."""
    if spot.finding.tool in _FORMATTERS and spot.file:
        command = f"{spot.finding.tool} {spot.file}"
        return recommend(
            CODE,
            f"{spot.finding.tool} would write {spot.file} another way; what the code does is not in question.",
            f"Run '{command}' with the version and the configuration of the check, and commit what it writes.",
            spot.place,
        )
    if spot.finding.tool == "mypy" and spot.file:
        said = spot.finding.message[:150]
        reason = "A type and a value do not agree: decide which of the two is meant, and correct the other."
        return recommend(CODE, f"{spot.file}:{spot.line}: {said}", reason, spot.place)
    if spot.finding.tool not in _TOOLS or not spot.file.endswith(".py"):
        return None
    try:
        text = workspace.read(spot.file)
    except WorkspaceError:
        return None
    said, rule = as_pyflakes(spot.finding.message, spot.value)
    unused, local = _UNUSED.search(said), _LOCAL.search(said)
    edit = None
    if unused and unused["name"].rpartition(".")[2] not in text:
        reason = (
            f"{spot.file} does not hold {unused['name']}: the report is of another commit. Check the one that is here."
        )
        return not_code(CODE, f"{spot.file} does not import {unused['name']}.", reason, spot.place)
    if unused:
        edit = _unused(workspace, spot, text, unused, _all_unused(problem, spot))
    elif local:
        edit = _local_removed(workspace, spot, text, local["name"])
    elif rule in ("W291", "W293"):
        edit = _trailing(text, spot.line)
    elif rule == "W292":
        edit = Edit(len(text), len(text), "\n") if text and not text.endswith("\n") else None
    elif rule == "W391":
        bare = len(text.rstrip())
        edit = Edit(bare, len(text), "\n") if text[bare:].count("\n") > 1 else None
    elif rule in ("E711", "E712"):
        edit = _singleton(text, spot.line, none_only=rule == "E711")
    elif rule == "F541" or "f-string is missing placeholders" in said or "f-string without any" in said:
        edit = _plain_string(workspace, spot)
    elif rule == "F811" or "redefinition of unused" in said:
        edit = _second_import_removed(workspace, spot, text, said)
    else:
        edit = layout(text, rule, spot.line, spot.finding.column, said) or statement(text, rule, spot.line)
    sentence = f"{spot.file}:{spot.line}: {said[:150]}"
    if edit is None:
        reason = "More than one answer is possible: decide which one is meant."
        return recommend(CODE, sentence, reason, spot.place, is_open=True)
    change = Change(spot.file, Action.MODIFY, f"{spot.value or 'pyflakes'}: {said[:100]}", (edit,))
    return Cause(CODE, sentence, spot.place, (Remedy("build_lint_python", f"{spot.value or 'pyflakes'}", (change,)),))


def _all_unused(problem: Problem, spot: Spot) -> frozenset[tuple[str, str | None]]:
    """Every import of the same file that the report calls unused, with its alias."""
    said = (one.message for one in problem.findings if one.file == spot.finding.file and one.tool in _TOOLS)
    found = (_UNUSED.search(as_pyflakes(message, "")[0]) for message in said)
    return frozenset((match["name"].rpartition(".")[2], match["alias"]) for match in found if match)


def _unused(
    workspace: Workspace, spot: Spot, text: str, found: re.Match[str], unused: frozenset[tuple[str, str | None]]
) -> Edit | None:
    """The import taken out; in the first file of a package, what others take from there is said to be its own."""
    name, alias = found["name"], found["alias"]
    kept: frozenset[tuple[str, str | None]] = frozenset()
    is_first = spot.file.endswith("__init__.py") and name.split(".")[0] not in sys.stdlib_module_names
    if is_first:
        kept = frozenset(pair for pair in unused if is_passed_on(workspace, spot.file, pair[0], pair[1] or pair[0]))
    if (name.rpartition(".")[2], alias) in kept:
        return listed(workspace, spot.file, text, frozenset(other or one for one, other in kept))
    if is_first and distribution_of(name) is None:
        return None
    return _import_removed(workspace, spot, text, name, alias, unused - kept)


def _import_removed(
    workspace: Workspace,
    spot: Spot,
    text: str,
    name: str,
    alias: str | None,
    unused: frozenset[tuple[str, str | None]],
) -> Edit | None:
    for made in workspace.imports(spot.file):
        last_line = made.line + text.count("\n", made.start, made.end)
        if not made.line <= spot.line <= last_line or "#" in text[made.start : made.end]:
            continue
        statement = text[made.start : made.end]
        if statement.startswith("import"):
            is_it = made.specifier == name and (alias is None or made.names[0][1] == alias)
            if is_it and "," not in statement:
                return statement_removed(text, made.start, made.end)
            if is_it:
                return _item_removed(text, made.start, made.end, made.specifier, alias)
            continue
        for imported, local in made.names:
            if name.rpartition(".")[2] == imported and (alias or imported) == local:
                return _names_removed(text, made, unused)
    return None


def _second_import_removed(workspace: Workspace, spot: Spot, text: str, said: str) -> Edit | None:
    """The later of two imports of the very same thing, where the statement brings nothing else."""
    found = _TWICE.search(said)
    if found is None:
        return None
    rows = {one.line: one for one in workspace.imports(spot.file)}
    first, second = rows.get(int(found["line"])), rows.get(spot.line)
    if first is None or second is None or first.specifier != second.specifier or len(second.names) != 1:
        return None
    is_same = second.names[0] in first.names and second.names[0][1] == found["name"]
    return statement_removed(text, second.start, second.end) if is_same else None


def _names_removed(text: str, made: Import, unused: frozenset[tuple[str, str | None]]) -> Edit | None:
    """The statement without all of its unused names at once, so that the edits of several findings are one."""
    gone = [(one, local if local != one else None) for one, local in made.names]
    gone = [pair for pair in gone if pair in unused]
    if len(gone) == len(made.names):
        return statement_removed(text, made.start, made.end)
    statement = text[made.start : made.end]
    start = _list_start(text, made) - made.start
    for one, alias in gone:
        edit = _item_removed(statement, start, len(statement), one, alias)
        if edit is None:
            return None
        statement = statement[: edit.start] + statement[edit.end :]
    return Edit(made.start, made.end, statement) if gone else None


def _list_start(text: str, made: Import) -> int:
    return text.index("import", made.specifier_end) + len("import")


def _item_removed(text: str, start: int, end: int, name: str, alias: str | None) -> Edit | None:
    part = text[start:end]
    item = re.escape(name) + (rf"\s+as\s+{re.escape(alias)}" if alias else "(?!\\s+as\\b)")
    row = re.search(rf"\n[ \t]*{item}[ \t]*,[ \t]*(?=\n)", part)
    after = re.search(rf"(?<![\w.]){item}(?![\w.])[ \t]*,[ \t]*", part)
    before = re.search(rf",\s*{item}(?![\w.])", part)
    found = row or (after if after and not before else before or after)
    return Edit(start + found.start(), start + found.end(), "") if found else None


def statement_removed(text: str, start: int, end: int) -> Edit | None:
    """The edit that takes the whole line out, where nothing else stands on it and the block keeps something."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last + 1
    if text[first:start].strip() or text[end:last].strip():
        return None
    if text[first:start]:
        above = text[:first].rstrip().rpartition("\n")[2]
        below = text[last:].lstrip("\n").partition("\n")[0]
        indent = len(text[first:start])
        if above.endswith(":") and len(below) - len(below.lstrip()) < indent:
            return None
    # A lone import leaves no hole of blank lines at the top of the file.
    if first == 0:
        last += len(text[last:]) - len(text[last:].lstrip("\n"))
    return Edit(first, last, "")


def _local_removed(workspace: Workspace, spot: Spot, text: str, name: str) -> Edit | None:
    tree = workspace.tree(spot.file)
    for node in tree.find_all(kind="identifier"):
        place = node.range()
        if node.text() != name or place.start.line + 1 != spot.line:
            continue
        parent = node.parent()
        if parent is None:
            continue
        if parent.kind() == "assignment":
            return _assignment_removed(text, parent, node)
        if parent.kind() in ("as_pattern_target", "as_pattern"):
            head = text[: place.start.index]
            found = re.search(r"\s+as\s+$", head)
            is_except = re.search(r"(?:except|with)\b[^\n]*$", head)
            return Edit(found.start(), place.end.index, "") if found and is_except else None
    return None


def _assignment_removed(text: str, node: Node, target: Node) -> Edit | None:
    left, value = node.field("left"), node.field("right")
    if left is None or value is None or left.range().start.index != target.range().start.index:
        return None
    if left.kind() != "identifier" or value.kind() == "assignment":
        return None
    start, end = node.range().start.index, node.range().end.index
    if value.kind() in _INERT and not value.find_all(kind="call"):
        return statement_removed(text, start, end)
    if value.kind() in ("call", "await"):
        return Edit(start, value.range().start.index, "")
    return None


def _row(text: str, line: int) -> tuple[int, int]:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    end = text.find("\n", start)
    return start, len(text) if end < 0 else end


def _trailing(text: str, line: int) -> Edit | None:
    start, end = _row(text, line)
    row = text[start:end].rstrip("\r")
    bare = len(row.rstrip())
    return Edit(start + bare, start + len(row), "") if bare < len(row) else None


def _singleton(text: str, line: int, *, none_only: bool) -> Edit | None:
    start, end = _row(text, line)
    names = "None" if none_only else "True|False"
    found = list(re.finditer(rf"(==|!=)(?=\s*(?:{names})\b)", text[start:end]))
    # SQLAlchemy's and Django's columns overload "==": there the comparison with None is meant.
    if len(found) != 1 or not none_only or re.search(r"filter|where|query|select|\bQ\(", text[start:end]):
        return None
    written = "is" if found[0][1] == "==" else "is not"
    return Edit(start + found[0].start(), start + found[0].end(), written)


def _plain_string(workspace: Workspace, spot: Spot) -> Edit | None:
    found = [
        node
        for node in workspace.tree(spot.file).find_all(kind="string")
        if node.range().start.line + 1 == spot.line
        and re.match(r"[fF][\"']", node.text())
        and node.find(kind="interpolation") is None
        and "{" not in node.text()
    ]
    if len(found) != 1:
        return None
    start = found[0].range().start.index
    return Edit(start, start + 1, "")
