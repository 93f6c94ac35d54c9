"""Dates that are counted with: TypeScript wants the number that JavaScript makes of them."""

from __future__ import annotations

from autofix.sdk import Action, Change, Edit, Node
from plugins.build.cause import Remedy, Spot
from plugins.build.lint_place import offset
from plugins.build.names_source import Source, named_nodes, span


def counted(source: Source, spot: Spot) -> Remedy | None:
    """``.getTime()`` behind each side of the arithmetic that is a date; None where one is not told to be."""
    at = offset(source, spot)
    found = [
        node
        for node in source.root.find_all(kind="binary_expression")
        if any(side is not None and span(side)[0] == at for side in (node.field("left"), node.field("right")))
    ]
    node = min(found, key=lambda one: span(one)[1] - span(one)[0], default=None)
    operator = node.field("operator") if node is not None else None
    sides = [node.field("left"), node.field("right")] if node is not None else []
    if operator is None or operator.text() not in ("-", "*", "/", "%"):
        return None
    edits = [Edit(span(side)[1], span(side)[1], ".getTime()") for side in sides if side and _is_date(source, side)]
    pointed = [side for side in sides if side is not None and span(side)[0] == at]
    if not edits or not all(_is_date(source, side) for side in pointed):
        return None
    change = Change(source.file, Action.MODIFY, "The milliseconds of a date.", tuple(edits))
    return Remedy("build_type", "count with the time of the date", (change,))


def _is_date(source: Source, node: Node) -> bool:
    if node.kind() == "new_expression":
        made = node.field("constructor")
        return made is not None and made.text() == "Date"
    if node.kind() != "identifier":
        return False
    values = []
    for one in named_nodes(source.root, node.text()):
        parent = one.parent()
        named = parent.field("name") if parent is not None and parent.kind() == "variable_declarator" else None
        if parent is not None and named is not None and span(named) == span(one):
            values.append(parent.field("value"))
    return len(values) == 1 and values[0] is not None and _is_date(source, values[0])
