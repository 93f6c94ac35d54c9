"""The value that a JavaScript variable has once the branches that run have set it."""

from __future__ import annotations

import re

from autofix.sdk import Definition, Node
from plugins.cors.allow_list import Reading
from plugins.cors.switches import takes_first

_LOCAL = re.compile(r"//(?:localhost|127\.0\.0\.1)\b")
_DEPLOYED = re.compile(r"//(?!localhost\b|127\.0\.0\.1\b)\w")


def current_value(reading: Reading, definition: Definition, name: str) -> Node | None:
    """What ``name`` holds when the server runs; None where that depends on what the code does not tell."""
    node = definition.node
    if not re.fullmatch(r"\w+", name) or not _may_change(node):
        return node
    value: Node | None = node
    others: list[Node] = []
    for assignment in node.ancestors()[-1].find_all(kind="assignment_expression"):
        left, right = assignment.field("left"), assignment.field("right")
        if left is None or right is None or left.text() != name:
            continue
        runs = _runs(reading, assignment)
        if runs:
            value = right
        elif runs is None:
            value = None
        else:
            others.append(right)
    return None if value is not None and _is_crossed(reading, value, others) else value


def _is_crossed(reading: Reading, value: Node, others: list[Node]) -> bool:
    """Whether the branch that should run is for the other place by what it names: the condition says the opposite."""
    ours, theirs = (_LOCAL, _DEPLOYED) if reading.is_production is False else (_DEPLOYED, _LOCAL)
    is_theirs = theirs.search(value.text()) is not None and ours.search(value.text()) is None
    return is_theirs and any(ours.search(other.text()) and not theirs.search(other.text()) for other in others)


def _may_change(node: Node) -> bool:
    """Whether the declaration around ``node`` lets its name be set again."""
    declaration = next((place for place in node.ancestors() if place.kind().endswith("_declaration")), None)
    return declaration is not None and not declaration.text().startswith(("const", "export", "function"))


def _runs(reading: Reading, node: Node) -> bool | None:
    """Whether the branches around ``node`` are taken; None where that cannot be told."""
    inner = node
    for place in node.ancestors():
        if place.kind() == "if_statement":
            condition, first = place.field("condition"), place.field("consequence")
            chosen = takes_first(condition.text(), reading.is_production) if condition is not None else None
            if chosen is None:
                return None
            if first is not None and chosen is not (first == inner):
                return False
        elif place.kind() in ("function_declaration", "arrow_function", "function_expression", "method_definition"):
            return None
        inner = place
    return True
