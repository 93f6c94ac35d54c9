"""What functions return, and the constructors and parents of classes."""

from __future__ import annotations

from autofix.engine.workspace.routes.javascript_scopes import FUNCTIONS
from autofix.engine.workspace.syntax_javascript import find_all, is_expression
from autofix.sdk.workspace import Node


def returned_values(function: Node) -> list[Node]:
    """The expressions a function may return, those of functions inside it left out."""
    body = function.field("body")
    if body is None:
        return []
    if body.kind() != "statement_block":
        return [body]
    inner = [span(node) for node in find_all(body, *FUNCTIONS)]
    found = []
    for statement in find_all(body, "return_statement"):
        position = statement.range().start.index
        if any(start <= position < end for start, end in inner):
            continue
        found += [child for child in statement.children() if is_expression(child)][:1]
    return found


def constructor(owner: Node) -> Node | None:
    """The constructor of a class."""
    for method in class_body(owner):
        name = method.field("name")
        if method.kind() == "method_definition" and name is not None and name.text() == "constructor":
            return method
    return None


def superclass(owner: Node) -> Node | None:
    """The expression that a class extends."""
    for child in owner.children():
        if child.kind() != "class_heritage":
            continue
        for part in child.children():
            if part.kind() == "extends_clause":
                return part.field("value")
            if is_expression(part):
                return part
    return None


def class_body(owner: Node) -> list[Node]:
    """What stands in a class."""
    body = owner.field("body")
    return body.children() if body is not None else []


def length(node: Node) -> int:
    """Code points of a node."""
    start, end = span(node)
    return end - start


def span(node: Node) -> tuple[int, int]:
    """Where a node starts and ends."""
    where = node.range()
    return where.start.index, where.end.index
