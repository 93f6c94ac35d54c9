"""Variables, parameters, functions and types that nothing uses."""

from __future__ import annotations

import re

from autofix.sdk import Action, Edit, Node, Workspace, WorkspaceError
from plugins.build.cause import Remedy, Spot
from plugins.build.imports_change import ImportChange
from plugins.build.imports_specifier import SUFFIXES
from plugins.build.names_source import Source, named_nodes, span, whole_line, whole_paragraph
from plugins.build.unused_effects import is_pure, statement_of, whole_edit

RECIPE = "build_unused_local"
MAX_FUNCTION_LINES = 40
_ALLOWED = re.compile(
    r"Allowed unused (?P<what>vars|args|elements of array destructuring|caught errors) must match \/(?P<form>[^/]+)\/"
)
_DECLARED = (
    "function_declaration",
    "class_declaration",
    "interface_declaration",
    "type_alias_declaration",
    "enum_declaration",
)
# Frameworks that tell a handler by the number of its parameters.
_COUNTED = ("err", "error", "next")


def local_remedy(workspace: Workspace, source: Source, spot: Spot, node: Node) -> Remedy | None:
    """Take the declaration of ``node`` out; None where something would be lost with it."""
    parent = node.parent()
    if parent is None:
        return None
    name = node.text()
    edit = _edit(workspace, source, spot, node, parent)
    if edit is None:
        return None
    change = ImportChange(source.file, Action.MODIFY, f"Nothing uses {name}.", (edit,), source=source)
    return Remedy(RECIPE, f"remove {name}", (change,))


def whole_remedy(source: Source, statement: Node) -> Remedy | None:
    """Take a declaration out of which nothing is used; what it calls goes on being called."""
    edit = whole_edit(source, statement)
    if edit is None:
        return None
    change = ImportChange(source.file, Action.MODIFY, "Nothing uses what it gives.", (edit,), source=source)
    return Remedy(RECIPE, "remove what nothing uses", (change,))


def _edit(workspace: Workspace, source: Source, spot: Spot, node: Node, parent: Node) -> Edit | None:
    kind = parent.kind()
    if kind == "variable_declarator" and _is_field(parent, "name", node):
        return _variable(source, node, parent)
    if kind in _DECLARED and _is_field(parent, "name", node):
        return _declaration(source, node, parent)
    if kind == "type_parameter" and _is_field(parent, "name", node):
        return _type_parameter(workspace, source, parent)
    if kind == "catch_clause":
        return _caught(source, node, parent)
    if node.kind() == "shorthand_property_identifier_pattern" or kind == "pair_pattern":
        return _member(source, spot, node if kind != "pair_pattern" else parent)
    if kind == "array_pattern":
        return _element(source, node, parent)
    return _parameter(source, spot, node, parent)


def _variable(source: Source, node: Node, declarator: Node) -> Edit | None:
    statement = declarator.parent()
    if statement is None or _is_written(source, node):
        return None
    holder = statement.parent()
    if holder is None or holder.kind() not in ("program", "statement_block", "switch_case", "switch_default"):
        return None
    value = declarator.field("value")
    others = [
        child for child in statement.children() if child.kind() == "variable_declarator" and child is not declarator
    ]
    others = [child for child in others if span(child) != span(declarator)]
    if value is None or is_pure(value):
        return _without(source, declarator, statement) if others else whole_line(source, *span(statement))
    if others or value.text()[:1] in "({[`/" or value.kind() not in ("call_expression", "await_expression"):
        return None
    # What is called goes on being called; only its answer is not kept.
    return Edit(span(statement)[0], span(value)[0], "")


def _without(source: Source, declarator: Node, statement: Node) -> Edit:
    """One of several variables of a statement."""
    items = [child for child in statement.children() if child.kind() == "variable_declarator"]
    place = next(n for n, item in enumerate(items) if span(item) == span(declarator))
    if place == 0:
        return Edit(span(items[0])[0], span(items[1])[0], "")
    return Edit(span(items[place - 1])[1], span(items[place])[1], "")


def _declaration(source: Source, node: Node, declaration: Node) -> Edit | None:
    parent = declaration.parent()
    if (
        parent is None
        or parent.kind() not in ("program", "statement_block")
        or source.text.count("\n", *span(declaration)) > MAX_FUNCTION_LINES
    ):
        return None
    inside = span(declaration)
    elsewhere = [one for one in named_nodes(source.root, node.text()) if not inside[0] <= span(one)[0] < inside[1]]
    if elsewhere or (declaration.kind() == "class_declaration" and "static" in declaration.text()):
        return None
    return whole_paragraph(source, *inside)


def _type_parameter(workspace: Workspace, source: Source, parameter: Node) -> Edit | None:
    """The last type parameter of a function that is handed types nowhere."""
    holder = parameter.parent()
    function = holder.parent() if holder is not None else None
    name = function.field("name") if function is not None else None
    if holder is None or function is None or function.kind() != "function_declaration" or name is None:
        return None
    items = [child for child in holder.children() if child.kind() == "type_parameter"]
    given = re.compile(rf"(?<!function )(?<!function\* )\b{re.escape(name.text())}\s*<")
    files = {source.file, *workspace.search(name.text(), suffixes=SUFFIXES)}
    if span(items[-1]) != span(parameter) or any(given.search(_text(workspace, file)) for file in files):
        return None
    return Edit(span(items[-2])[1], span(parameter)[1], "") if len(items) > 1 else Edit(*span(holder), "")


def _text(workspace: Workspace, file: str) -> str:
    try:
        return workspace.read(file)
    except WorkspaceError:
        return ""


def _caught(source: Source, node: Node, clause: Node) -> Edit | None:
    """``catch (e)`` as ``catch``."""
    start = span(clause)[0]
    match = re.match(rf"catch\s*\(\s*{re.escape(node.text())}\s*(?::[^)]*)?\)\s*", source.text[start : span(clause)[1]])
    return Edit(start, start + len(match[0]), "catch ") if match else None


def _member(source: Source, spot: Spot, item: Node) -> Edit | None:
    """A member of a destructured object, unless what is left would hold more."""
    pattern = item.parent()
    if pattern is not None and pattern.kind() == "object_assignment_pattern":
        item, pattern = pattern, pattern.parent()
    if pattern is None or pattern.kind() != "object_pattern":
        return None
    items = [child for child in pattern.children() if child.is_named() and child.kind() != "comment"]
    if any(child.kind() == "rest_pattern" for child in items) or any(
        child.kind() == "comment" for child in pattern.children()
    ):
        return _underscored(source, spot, item)
    declarator = pattern.parent()
    if len(items) == 1:
        statement = statement_of(declarator) if declarator is not None else None
        value = (
            declarator.field("value") if declarator is not None and declarator.kind() == "variable_declarator" else None
        )
        if value is None or statement is None:
            return None
        if is_pure(value):
            return whole_line(source, *span(statement))
        return (
            Edit(span(statement)[0], span(value)[0], "")
            if value.kind() in ("call_expression", "await_expression")
            else None
        )
    place = next(n for n, child in enumerate(items) if span(child) == span(item))
    if place + 1 < len(items):
        return Edit(span(item)[0], span(items[place + 1])[0], "")
    return Edit(span(items[place - 1])[1], span(item)[1], "")


def _element(source: Source, node: Node, pattern: Node) -> Edit | None:
    """A hole in a destructured array, or its end cut off."""
    items = [child for child in pattern.children() if child.is_named()]
    if items and span(items[-1]) == span(node):
        if len(items) == 1:
            declarator = pattern.parent()
            statement = statement_of(declarator) if declarator is not None else None
            value = declarator.field("value") if declarator is not None else None
            return whole_line(source, *span(statement)) if statement and value is not None and is_pure(value) else None
        return Edit(span(items[-2])[1], span(node)[1], "")
    return Edit(*span(node), "") if items and span(items[0]) == span(node) else None


def _parameter(source: Source, spot: Spot, node: Node, parent: Node) -> Edit | None:
    """A parameter gets the underscore that the tool allows, or goes where it is the last."""
    if parent.kind() == "arrow_function" and _is_field(parent, "parameter", node):
        return Edit(*span(node), "()" if not _allowed(spot) else f"_{node.text()}")
    holder = parent if parent.kind() == "formal_parameters" else parent.parent()
    if holder is None or holder.kind() != "formal_parameters":
        return None
    item = node if parent.kind() == "formal_parameters" else parent
    name = node.text()
    if spot.finding.code != "build.lint" or _allowed(spot):
        return Edit(*span(node), f"_{name}") if not named_nodes(source.root, f"_{name}") else None
    items = [child for child in holder.children() if child.is_named() and child.kind() != "comment"]
    function = holder.parent()
    is_counted = len(items) > 2 or name in _COUNTED or (function is not None and function.kind() == "method_definition")
    if not items or span(items[-1]) != span(item) or is_counted:
        return None
    start = span(items[-2])[1] if len(items) > 1 else span(item)[0]
    return Edit(start, span(item)[1], "")


def _underscored(source: Source, spot: Spot, item: Node) -> Edit | None:
    if not _allowed(spot) or item.kind() != "shorthand_property_identifier_pattern":
        return None
    return Edit(*span(item), f"{item.text()}: _{item.text()}")


def _allowed(spot: Spot) -> bool:
    """Whether the tool says that a leading underscore is let pass."""
    match = _ALLOWED.search(spot.finding.message)
    return match is not None and match["form"].startswith("^_")


def _is_written(source: Source, node: Node) -> bool:
    """Whether something is given to the variable later."""
    for one in named_nodes(source.root, node.text()):
        parent = one.parent()
        if parent is not None and parent.kind() in (
            "assignment_expression",
            "augmented_assignment_expression",
            "update_expression",
        ):
            return True
    return False


def _is_field(parent: Node, field: str, node: Node) -> bool:
    found = parent.field(field)
    return found is not None and span(found) == span(node)
