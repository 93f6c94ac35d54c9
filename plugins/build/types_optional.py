"""What may be missing is read where the code has an answer for that already."""

from __future__ import annotations

from autofix.sdk import Action, Change, Edit, Node
from plugins.build.cause import Remedy
from plugins.build.names_source import Source, span

_FALLING_BACK = ("||", "??")
# What a member is read through before its value is looked at.
_THROUGH = ("member_expression", "call_expression", "subscript_expression", "parenthesized_expression")


def falls_back(source: Source, at: int, name: str) -> Remedy | None:
    """Read it by ``?.`` where a value for "nothing" follows, or nothing is drawn for nothing; None elsewhere."""
    for node in source.root.find_all(kind="member_expression"):
        held = node.field("object")
        if held is None or span(held)[0] != at or held.text() != name:
            continue
        end = span(held)[1]
        if source.text[end : end + 1] != "." or not _has_answer(node):
            return None
        change = Change(source.file, Action.MODIFY, f"{name} may be missing.", (Edit(end, end, "?"),))
        return Remedy("build_type", f"read it where {name} is there", (change,))
    return None


def _has_answer(node: Node) -> bool:
    current, parent = node, node.parent()
    while parent is not None and parent.kind() in _THROUGH and span(parent)[0] == span(current)[0]:
        current, parent = parent, parent.parent()
    while parent is not None and parent.kind() == "binary_expression":
        left, operator = parent.field("left"), parent.field("operator")
        if left is None or operator is None or operator.text() not in (*_FALLING_BACK, "&&"):
            return False
        if operator.text() in _FALLING_BACK and span(left) == span(current):
            return True
        current, parent = parent, parent.parent()
    if parent is None or parent.kind() != "jsx_expression":
        return False
    holder = parent.parent()
    return holder is not None and holder.kind() in ("jsx_element", "jsx_fragment")
