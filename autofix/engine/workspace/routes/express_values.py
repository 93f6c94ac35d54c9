"""The strings, and the items of lists, that an expression of an Express source can be."""

from __future__ import annotations

from autofix.engine.workspace.routes.express_objects import Objects, SourceFile
from autofix.engine.workspace.routes.walk import Place
from autofix.engine.workspace.syntax_javascript import is_expression, property_value, split_access, string_value, unwrap
from autofix.sdk.workspace import Node

MAX_DEPTH = 8
MAX_CHOICES = 64
MAX_ITEMS = 500
REGULAR_EXPRESSION = "regex"

Bound = dict[str, tuple[SourceFile, Node]]
"""What the variables of a loop over a literal list stand for in one round, and where that is written."""


def substitute(file: SourceFile, node: Node, bound: Bound) -> tuple[SourceFile, Node]:
    """``node`` with a loop's variable replaced by what it stands for in this round."""
    node = unwrap(node)
    base, members = split_access(node)
    if not bound or base.text() not in bound:
        return file, node
    source, value = bound[base.text()]
    for member in members:
        inner = property_value(unwrap(value), member)
        if inner is None:
            return file, node
        value = inner
    return source, unwrap(value)


def bound_place(objects: Objects, node: Node, bound: Bound) -> Place | None:
    """The router that a loop's variable, an instance of a class, keeps as a member."""
    base, members = split_access(node)
    if len(members) != 1 or base.text() not in bound:
        return None
    source, value = bound[base.text()]
    return objects.member_place(source, unwrap(value), members[0])


def strings(objects: Objects, file: SourceFile, node: Node, bound: Bound, depth: int = 0) -> list[str] | None:
    """The strings that ``node`` can be, more than one for a list or a choice; None when that is unknown."""
    file, node = substitute(file, node, bound)
    kind = node.kind()
    if depth > MAX_DEPTH:
        return None
    plain = string_value(node)
    if plain is not None:
        return [plain]
    if kind == "array":
        return _all(objects, file, [c for c in node.children() if is_expression(c)], bound, depth)
    if kind == "template_string":
        return _joined(objects, file, _template_parts(node), bound, depth)
    if kind == "ternary_expression":
        sides = [node.field("consequence"), node.field("alternative")]
        return _all(objects, file, [side for side in sides if side is not None], bound, depth)
    if kind == "binary_expression":
        left, right, operator = node.field("left"), node.field("right"), node.field("operator")
        if left is None or right is None or operator is None:
            return None
        if operator.text() == "+":
            return _joined(objects, file, [left, right], bound, depth)
        return strings(objects, file, right, bound, depth + 1) if operator.text() in ("||", "??") else None
    if kind not in ("identifier", "member_expression", "shorthand_property_identifier"):
        return None
    found = objects.definition(file, node)
    inner = objects.open(found.file) if found is not None else None
    if found is None or inner is None or found.node == node:
        return None
    return strings(objects, inner, found.node, {}, depth + 1)


def items(objects: Objects, file: SourceFile, node: Node, depth: int = 0) -> tuple[SourceFile, list[Node]] | None:
    """The elements of a literal list, also one given by name or as ``Object.entries`` of a literal."""
    node = unwrap(node)
    if depth > MAX_DEPTH:
        return None
    if node.kind() == "array":
        return file, [child for child in node.children() if is_expression(child)][:MAX_ITEMS]
    called = node.field("function") if node.kind() == "call_expression" else None
    given = node.field("arguments") if called is not None else None
    if called is not None and given is not None and called.text() in ("Object.entries", "Object.values"):
        inner = next((child for child in given.children() if is_expression(child)), None)
        source = _literal(objects, file, inner) if inner is not None else None
        if source is None:
            return None
        pairs = [child for child in source[1].children() if child.kind() == "pair"][:MAX_ITEMS]
        values = [pair if called.text() == "Object.entries" else pair.field("value") for pair in pairs]
        return source[0], [value for value in values if value is not None]
    declared = file.scopes.lookup(node.text(), node.range().start.index) if node.kind() == "identifier" else None
    if declared is not None and declared.function is not None and not declared.member:
        for caller, argument in objects.given_to(file, declared.function, declared.index):
            listed = items(objects, caller, argument, depth + 1)
            if listed is not None:
                return listed
        return None
    found = objects.definition(file, node)
    inner_file = objects.open(found.file) if found is not None else None
    if found is None or inner_file is None or found.node == node:
        return None
    return items(objects, inner_file, found.node, depth + 1)


def part_of_item(item: Node, member: str) -> Node | None:
    """What a loop's destructured variable takes of ``item``; an entry's ``0`` is its key, ``1`` its value."""
    item = unwrap(item)
    if not member:
        return item
    if item.kind() == "pair":
        return item.field("key" if member == "0" else "value")
    if item.kind() == "array":
        parts = [child for child in item.children() if is_expression(child)]
        return parts[int(member)] if member.isdigit() and int(member) < len(parts) else None
    return property_value(item, member)


def _literal(objects: Objects, file: SourceFile, node: Node) -> tuple[SourceFile, Node] | None:
    node = unwrap(node)
    if node.kind() == "object":
        return file, node
    found = objects.definition(file, node)
    inner = objects.open(found.file) if found is not None else None
    return (inner, found.node) if found is not None and inner is not None and found.node.kind() == "object" else None


def _template_parts(node: Node) -> list[Node]:
    return [child for child in node.children() if child.is_named()]


def _joined(objects: Objects, file: SourceFile, parts: list[Node], bound: Bound, depth: int) -> list[str] | None:
    found = [""]
    for part in parts:
        if part.kind() in ("string_fragment", "escape_sequence"):
            choices: list[str] | None = [part.text()]
        elif part.kind() == "template_substitution":
            inner = next((child for child in part.children() if is_expression(child)), part)
            choices = strings(objects, file, inner, bound, depth + 1)
        else:
            choices = strings(objects, file, part, bound, depth + 1)
        if choices is None:
            return None
        found = [head + tail for head in found for tail in choices][:MAX_CHOICES]
    return found


def _all(objects: Objects, file: SourceFile, nodes: list[Node], bound: Bound, depth: int) -> list[str] | None:
    found: list[str] = []
    for node in nodes[:MAX_CHOICES]:
        choices = strings(objects, file, node, bound, depth + 1)
        if choices is None:
            return None
        found += choices
    return found
