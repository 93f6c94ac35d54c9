"""What is imported or declared and not used, where a compiler or a linter counts that as an error."""

from __future__ import annotations

import re

from autofix.sdk import Node, Workspace
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.imports_change import change_imports
from plugins.build.imports_clause import Drop, read_clauses
from plugins.build.lint_place import offset, smallest_at
from plugins.build.names_source import Source, above, is_in_markup, line_of, named_nodes, node_at, open_source, span
from plugins.build.stale import not_named
from plugins.build.unused_locals import local_remedy, whole_remedy

CODE = "unused"
RECIPE = "build_unused_import"
RULES = frozenset(
    (
        "no-unused-vars",
        "@typescript-eslint/no-unused-vars",
        "unused-imports/no-unused-imports",
        "unused-imports/no-unused-imports-ts",
        "unused-imports/no-unused-vars",
        "unused-imports/no-unused-vars-ts",
        "@typescript-eslint/no-unused-vars-experimental",
    )
)
CODES = frozenset(("TS6133", "TS6192", "TS6196", "TS6198", "TS6199", "TS6138"))
_NAME = re.compile(r"^'(?P<name>[\w$]{1,200})' (?:is|was) ")
# Where a type is used as a value's annotation, a linter that does not know types counts it as unused.
_USED = ("jsx_opening_element", "jsx_closing_element", "jsx_self_closing_element", "member_expression")


def find_unused(workspace: Workspace, spot: Spot) -> Cause | None:
    """Take out what nothing uses; None for another message."""
    if spot.finding.code == "build.lint":
        if spot.value not in RULES:
            return None
    elif spot.value not in CODES and not _says_so(spot):
        return None
    source = open_source(workspace, spot.file) if spot.file else None
    if source is None:
        return None
    remedy = _remedy(workspace, source, spot)
    if remedy is None:
        named = _NAME.search(spot.finding.message)
        gone = not_named(workspace, spot, named["name"]) if named else None
        if gone is not None:
            return gone
        said = spot.finding.message.split("\n")[0][:160]
        rule = f" ({spot.value})" if spot.finding.code == "build.lint" else ""
        reason = f"Taking it out would change more than that, or it is used after all: {said}{rule}"
        return recommend(CODE, f"{spot.file}:{spot.line} has something unused.", reason, spot.place)
    return Cause(
        CODE, f"{spot.file}:{spot.line} has {remedy.title.removeprefix('remove ')}, unused.", spot.place, (remedy,)
    )


def _says_so(spot: Spot) -> bool:
    """Next prints no number."""
    message = spot.finding.message
    said = (
        "is declared but its value is never read",
        "is declared but never used",
        "elements are unused",
        "are unused.",
    )
    return any(words in message for words in said)


def _remedy(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    if spot.value == "TS6192":
        return _whole_import(source, spot)
    if spot.value == "TS6198" or "All destructured elements are unused" in spot.finding.message:
        statement = smallest_at(source, offset(source, spot), "lexical_declaration", "variable_declaration")
        return whole_remedy(source, statement) if statement is not None else None
    match = _NAME.search(spot.finding.message)
    if match is None:
        return _whole_import(source, spot) if "imports in import declaration" in spot.finding.message else None
    name = match["name"]
    node = node_at(source, name, spot.line, spot.finding.column)
    imported = [clause for clause in read_clauses(source) if any(one.local == name for one in clause.names)]
    if imported and (node is None or above(node, "import_statement") is not None or _is_in(node, imported[0].node)):
        if _is_used(source, spot, name, imported[0].node) or not _is_near(imported[0].node, spot.line):
            return None
        change = change_imports(source, f"Nothing here uses {name}.", Drop(name))
        return Remedy(RECIPE, f"remove the import of {name}", (change,)) if change is not None else None
    if node is None and spot.finding.column is not None:
        # TypeScript points at the whole declaration where all of it is unused.
        on_line = [one for one in named_nodes(source.root, name) if line_of(one) in (spot.line, spot.line + 1)]
        node = on_line[0] if len(on_line) == 1 else None
    if node is None or is_in_markup(source, name):
        return None
    return local_remedy(workspace, source, spot, node)


def _whole_import(source: Source, spot: Spot) -> Remedy | None:
    clause = next((one for one in read_clauses(source) if line_of(one.node) == spot.line), None)
    if clause is None:
        return None
    change = change_imports(source, "Nothing here uses it.", *(Drop(name.local) for name in clause.names))
    return Remedy(RECIPE, f"remove the import of {clause.specifier}", (change,)) if change is not None else None


def _is_used(source: Source, spot: Spot, name: str, statement: Node) -> bool:
    """Whether the file uses the import after all, in a way that the rule at work does not see."""
    if is_in_markup(source, name):
        return True
    if spot.finding.code != "build.lint":
        return False
    for node in named_nodes(source.root, name):
        if _is_in(node, statement):
            continue
        parent = node.parent()
        is_type = node.kind() == "type_identifier" and "@typescript" not in spot.value
        if is_type or (parent is not None and parent.kind() in _USED):
            return True
    return False


def _is_in(node: Node, other: Node) -> bool:
    (start, end), (first, last) = span(node), span(other)
    return first <= start and end <= last


def _is_near(statement: Node, line: int) -> bool:
    whole = statement.range()
    return whole.start.line + 1 <= line <= whole.end.line + 1
