"""Types that a file does not write and that can be read off it: of a variable filled later, of a parameter."""

from __future__ import annotations

import re

from autofix.sdk import Edit, Node
from plugins.build.cause import Spot
from plugins.build.names_source import Source, above, named_nodes, node_at, span

_NAMED = re.compile(r"(?:Variable|Parameter|Binding element) '(?P<name>[\w$]{1,200})'")
_FUNCTIONS = ("function_declaration", "arrow_function", "function_expression", "method_definition")
# Members that values of one type alone have.
_OF_STRING = frozenset(
    "toUpperCase toLowerCase trim split charAt charCodeAt startsWith endsWith padStart padEnd replaceAll "
    "substring localeCompare trimStart trimEnd".split()
)
_OF_NUMBER = frozenset(("toFixed", "toPrecision", "toExponential"))
_LITERALS = {"string": "string", "template_string": "string", "number": "number", "true": "boolean", "false": "boolean"}


def variable_type(source: Source, spot: Spot) -> Edit | None:
    """The type of a variable that starts empty: what the one function gives that fills it, or what is pushed."""
    match = _NAMED.search(spot.finding.message)
    node = node_at(source, match["name"], spot.line, spot.finding.column) if match else None
    declarator = node.parent() if node is not None else None
    if node is None or declarator is None or declarator.kind() != "variable_declarator" or declarator.field("type"):
        return None
    value = declarator.field("value")
    if value is not None and value.text().strip() not in ("[]", "null", "undefined"):
        return None
    found: set[str] = set()
    for use in named_nodes(source.root, node.text()):
        holder = use.parent()
        if holder is None or span(use) == span(node):
            continue
        if holder.kind() == "assignment_expression" and _is_field(holder, "left", use):
            found.add(_given(source, holder.field("right")))
        elif holder.kind() == "member_expression" and holder.text().endswith(".push"):
            found.add(_pushed(holder.parent()))
    found.discard("")
    if len(found) != 1 or "?" in found:
        return None
    kind = found.pop()
    ending = "" if value is None or value.text() == "[]" else f" | {value.text()}"
    end = span(node)[1]
    return Edit(end, end, f": {kind}{ending}")


def parameter_type(source: Source, spot: Spot) -> Edit | None:
    """The type of a parameter, told by the type of what it becomes a part of, or by what is asked of it."""
    match = _NAMED.search(spot.finding.message)
    node = node_at(source, match["name"], spot.line, spot.finding.column) if match else None
    parameter = node.parent() if node is not None else None
    if node is None or parameter is None or parameter.kind() != "required_parameter":
        return None
    function = above(parameter, *_FUNCTIONS)
    body = function.field("body") if function is not None else None
    if function is None or body is None:
        return None
    uses = named_nodes(body, node.text())
    kinds = {kind for use in uses if (kind := _by_use(function, use))}
    if len(kinds) != 1 or any(_is_written(use) for use in uses):
        return None
    end = span(node)[1]
    return Edit(end, end, f": {kinds.pop()}")


def literal_type(value: Node) -> str:
    """The type of a plain literal; empty for every other value."""
    return _LITERALS.get(value.kind(), "")


def _by_use(function: Node, use: Node) -> str:
    holder = use.parent()
    if holder is None:
        return ""
    if holder.kind() == "member_expression" and _is_field(holder, "object", use):
        member = holder.field("property")
        name = member.text() if member is not None else ""
        return "string" if name in _OF_STRING else "number" if name in _OF_NUMBER else ""
    pair = use if use.kind() == "shorthand_property_identifier" else holder if holder.kind() == "pair" else None
    given = pair.parent() if pair is not None else None
    returned = given.parent() if given is not None else None
    if pair is None or given is None or returned is None or given.kind() != "object":
        return ""
    is_returned = returned.kind() == "return_statement" or returned.kind() == "parenthesized_expression"
    annotation = function.field("return_type")
    key = pair.field("key") or pair
    return _member(annotation, key.text()) if is_returned and annotation is not None else ""


def _member(annotation: Node, name: str) -> str:
    """The type that a written object type has for a member."""
    for member in annotation.find_all(kind="property_signature"):
        called, kind = member.field("name"), member.field("type")
        if called is not None and kind is not None and called.text() == name:
            return kind.text().removeprefix(":").strip()
    return ""


def _given(source: Source, value: Node | None) -> str:
    """What a call gives, by the name of its function; "?" for what is not followed, empty for nothing."""
    if value is None or value.text() in ("[]", "null", "undefined"):
        return ""
    is_awaited = value.kind() == "await_expression"
    inner = value.children()[-1] if is_awaited else value
    called = inner.field("function") if inner.kind() == "call_expression" else None
    if called is None or called.kind() != "identifier" or not _is_module_level(source, called.text()):
        return literal_type(value) or "?"
    kind = f"ReturnType<typeof {called.text()}>"
    return f"Awaited<{kind}>" if is_awaited else kind


def _pushed(call: Node | None) -> str:
    given = call.field("arguments") if call is not None and call.kind() == "call_expression" else None
    values = [child for child in given.children() if child.is_named()] if given is not None else []
    kinds = {literal_type(value) or "?" for value in values}
    kind = kinds.pop() if len(kinds) == 1 else "?"
    return f"{kind}[]" if kind != "?" else "?"


def _is_module_level(source: Source, name: str) -> bool:
    """Whether the name is imported, or declared by the file as a function."""
    for statement in source.root.children():
        inner = statement.field("declaration") if statement.kind() == "export_statement" else statement
        called = inner.field("name") if inner is not None else None
        is_function = inner is not None and inner.kind() == "function_declaration"
        if is_function and called is not None and called.text() == name:
            return True
        if statement.kind() == "import_statement" and named_nodes(statement, name):
            return True
    return False


def _is_field(holder: Node, name: str, node: Node) -> bool:
    value = holder.field(name)
    return value is not None and span(value) == span(node)


def _is_written(use: Node) -> bool:
    holder = use.parent()
    return holder is not None and holder.kind() == "assignment_expression" and _is_field(holder, "left", use)
