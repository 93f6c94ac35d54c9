"""Reading the syntax of JavaScript and TypeScript: strings, calls, member accesses, object members."""

from __future__ import annotations

from autofix.sdk.workspace import Node

WRAPPERS = frozenset(("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"))
FIELDS = ("public_field_definition", "field_definition")
ACCESSES = frozenset(("member_expression", "subscript_expression"))


def find_all(node: Node, *kinds: str) -> list[Node]:
    """The descendants of these kinds, in the order of the source.

    Each kind must be one of JavaScript's and TypeScript's grammars alike: ast-grep
    raises for an unknown one, and takes milliseconds to.
    """
    return node.find_all(kind=", ".join(kinds))


def unwrap(node: Node) -> Node:
    """The expression inside parentheses, type assertions, ``Object.freeze`` and assignments."""
    while True:
        inner: Node | None = None
        if node.kind() in WRAPPERS:
            inner = next((child for child in node.children() if is_expression(child)), None)
        elif node.kind() == "assignment_expression":
            inner = node.field("right")
        elif node.kind() == "call_expression":
            called = node.field("function")
            if called is not None and called.kind() == "member_expression" and called.text() == "Object.freeze":
                inner = next(iter(arguments(node)), None)
        if inner is None:
            return node
        node = inner


def is_expression(node: Node) -> bool:
    """Whether a child is code rather than punctuation or a comment."""
    return node.is_named() and node.kind() != "comment"


def arguments(call: Node) -> list[Node]:
    """The arguments of a call or ``new`` expression."""
    given = call.field("arguments")
    if given is None or given.kind() != "arguments":
        return []
    return [child for child in given.children() if is_expression(child)]


def string_value(node: Node | None) -> str | None:
    """The text of a string literal, or of a template without substitutions."""
    if node is None or node.kind() not in ("string", "template_string"):
        return None
    if any(child.kind() == "template_substitution" for child in node.children()):
        return None
    return node.text()[1:-1]


def required_module(node: Node) -> str | None:
    """The specifier of ``require('x')`` or ``import('x')``."""
    if node.kind() == "await_expression":
        node = next((child for child in node.children() if is_expression(child)), node)
    if node.kind() != "call_expression":
        return None
    called, given = node.field("function"), arguments(node)
    if called is None or called.kind() not in ("identifier", "import") or not given:
        return None
    if called.text() not in ("require", "import"):
        return None
    return string_value(given[0])


def split_access(node: Node) -> tuple[Node, tuple[str, ...]]:
    """``a.b['c']`` as the node ``a`` and the members ``b``, ``c``; stops at a computed member."""
    members: list[str] = []
    node = unwrap(node)
    while node.kind() in ACCESSES:
        inner = node.field("object")
        prop = node.field("property")
        member = prop.text() if prop is not None else string_value(node.field("index"))
        if inner is None or member is None:
            break
        members.append(member)
        node = unwrap(inner)
    return node, tuple(reversed(members))


def property_value(thing: Node, name: str) -> Node | None:
    """What the object, class or enum ``thing`` holds under ``name``: a value, a method or a shorthand."""
    if thing.kind() != "object":
        body = thing.field("body")
        thing = body if body is not None else thing
    for child in reversed(thing.children()):
        kind = child.kind()
        if kind == "shorthand_property_identifier" and child.text() == name:
            return child
        if kind not in ("pair", "method_definition", "enum_assignment", *FIELDS):
            continue
        key = child.field("key") or child.field("name") or child.field("property")
        if key is not None and (string_value(key) or key.text()) == name:
            return child if kind == "method_definition" else child.field("value")
    return None
