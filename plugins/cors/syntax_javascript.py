"""Parts of JavaScript's syntax that every reader of it asks for."""

from __future__ import annotations

from autofix.sdk import Node

MAX_WRAPPED = 12
WRAPPERS = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "type_assertion"}
)
FUNCTIONS = frozenset(
    {"arrow_function", "function_expression", "function", "function_declaration", "method_definition"}
)


def unwrap(node: Node) -> Node:
    """Without parentheses and TypeScript's type wrappers."""
    for _ in range(MAX_WRAPPED):
        if node.kind() not in WRAPPERS:
            break
        inner = next((child for child in node.children() if child.is_named() and child.kind() != "comment"), None)
        if inner is None:
            break
        node = inner
    return node


def string_value(node: Node) -> str | None:
    """The value of a string, or of a template without a substitution."""
    if node.kind() == "string" or (node.kind() == "template_string" and "${" not in node.text()):
        return node.text()[1:-1]
    return None


def call_arguments(node: Node) -> list[Node]:
    """The arguments of a call or a ``new``, comments aside."""
    given = node.field("arguments")
    children = given.children() if given is not None else []
    return [child for child in children if child.is_named() and child.kind() != "comment"]


def method_call(node: Node) -> tuple[Node, str] | None:
    """The object and the name of a method call ``object.name(...)``."""
    function = node.field("function") if node.kind() == "call_expression" else None
    if function is None or function.kind() != "member_expression":
        return None
    target, called = function.field("object"), function.field("property")
    return (target, called.text()) if target is not None and called is not None else None
