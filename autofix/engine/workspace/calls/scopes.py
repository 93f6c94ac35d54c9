"""Where a name of JavaScript holds, and what a function gives back."""

from __future__ import annotations

import re

from autofix.engine.workspace.calls.script import FUNCTIONS, Script
from autofix.engine.workspace.syntax_javascript import find_all, is_expression, unwrap
from autofix.sdk.workspace import Node


def returned(function: Node) -> Node | None:
    """What a function gives back, where it says so in one place."""
    body = function.field("body")
    if body is None:
        return None
    if body.kind() != "statement_block":
        return unwrap(body)
    own = [n for n in find_all(body, "return_statement") if _function_of(n) == function.range().start.index]
    value = own[-1] if own else None
    return next((unwrap(c) for c in value.children() if is_expression(c)), None) if value is not None else None


def _function_of(node: Node) -> int:
    return next((above.range().start.index for above in node.ancestors() if above.kind() in FUNCTIONS), -1)


def nearest(declared: list[Node], at: Node) -> Node:
    """Of several declarations of a name the one whose scope is nearest around ``at``."""
    if len(declared) == 1:
        return declared[0]
    place = at.range().start.index

    def size(node: Node) -> tuple[bool, int]:
        for above in node.ancestors():
            if above.kind() in ("statement_block", "program", "class_body"):
                where = above.range()
                return not where.start.index <= place <= where.end.index, where.end.index - where.start.index
        return True, 0

    return min(declared, key=size)


def reassigned(script: Script, node: Node, name: str) -> Node:
    """What a name that begins as another is set to in the end, such as a path that gets its prefix; else ``node``."""
    if node.kind() != "identifier" or not re.search(rf"\blet\s+{re.escape(name)}\b", script.text):
        return node
    around = next((above for above in node.ancestors() if above.kind() in FUNCTIONS), None)
    last = node
    for assigned in find_all(around, "assignment_expression") if around is not None else ():
        left, right = assigned.field("left"), assigned.field("right")
        if left is None or right is None or left.text() != name:
            continue
        if right.kind() == "template_string" and re.search(rf"\$\{{{re.escape(node.text())}\}}", right.text()):
            last = right
    return last


def is_inside(node: Node, outer: Node) -> bool:
    """Whether ``node`` stands inside of ``outer``."""
    where, around = node.range(), outer.range()
    return around.start.index <= where.start.index and where.end.index <= around.end.index


def hole_name(node: Node) -> str:
    """A name for what ``node`` gives: its last identifier."""
    names = re.findall(r"[A-Za-z_]\w*", node.text()[:200])
    return names[-1] if names else "value"
