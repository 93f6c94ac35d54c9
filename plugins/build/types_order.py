"""A variable that is used above the line that declares it: its declaration goes up."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Node, Risk
from plugins.build.cause import Remedy, Spot
from plugins.build.lint_place import offset, smallest_at
from plugins.build.names_source import Source, above, named_nodes, span, whole_paragraph
from plugins.build.unused_effects import is_pure

_KEEPING = frozenset(("useCallback", "useMemo", "useRef", "debounce", "throttle"))
_DECLARED = ("variable_declarator", "function_declaration", "class_declaration")


def declared_first(source: Source, spot: Spot) -> Remedy | None:
    """Move the declaration in front of its first use; None where it is worked out of what stands in between."""
    edits = order_edits(source, spot)
    if edits is None:
        return None
    name = _name(source, spot)
    change = Change(source.file, Action.MODIFY, f"{name} is used above.", tuple(edits))
    return Remedy("build_declared_first", f"declare {name} above its use", (change,), risk=Risk.FULL_REVIEW)


def order_edits(source: Source, spot: Spot) -> list[Edit] | None:
    """The declaration taken out, and put in front of the statement that uses it."""
    name = _name(source, spot)
    declared = [node for node in named_nodes(source.root, name) if _is_declarator(node)]
    statement = above(declared[0], "lexical_declaration") if len(declared) == 1 else None
    declarator = declared[0].parent() if declared else None
    value = declarator.field("value") if declarator is not None else None
    block = statement.parent() if statement is not None else None
    if statement is None or value is None or block is None or block.kind() not in ("statement_block", "program"):
        return None
    if len([one for one in statement.children() if one.kind() == "variable_declarator"]) != 1 or not _may_move(value):
        return None
    at = offset(source, spot)
    siblings = [child for child in block.children() if child.is_named()]
    user = next((n for n, child in enumerate(siblings) if span(child)[0] <= at < span(child)[1]), None)
    own = next(n for n, child in enumerate(siblings) if span(child) == span(statement))
    if user is None or user >= own:
        return None
    between = [node.text() for child in siblings[user:own] for node in _bound(child)]
    if any(_reads(value, one) for one in between):
        return None
    first, last = span(statement)
    last += source.text[last : last + 1] == ";"
    start = source.text.rfind("\n", 0, span(siblings[user])[0]) + 1
    indent = source.text[start : span(siblings[user])[0]]
    if indent.strip():
        return None
    out = whole_paragraph(source, first, last)
    gap = "\n\n" if "\n" in source.text[first:last] else "\n"
    return [Edit(start, start, f"{indent}{source.text[first:last]}{gap}"), out]


def _name(source: Source, spot: Spot) -> str:
    match = re.search(r"'(?P<name>[\w$]+)' (?:used before|is used before|was used before)", spot.finding.message)
    if match is None:
        return ""
    at = offset(source, spot)
    node = smallest_at(source, at, "identifier", "shorthand_property_identifier")
    return match["name"] if node is not None and node.text() == match["name"] else ""


def _is_declarator(node: Node) -> bool:
    parent = node.parent()
    named = parent.field("name") if parent is not None and parent.kind() == "variable_declarator" else None
    return named is not None and span(named) == span(node)


def _may_move(value: Node) -> bool:
    if value.kind() == "call_expression":
        called, given = value.field("function"), value.field("arguments")
        if called is None or given is None or called.text().split(".")[-1] not in _KEEPING:
            return False
        return all(is_pure(child) for child in given.children() if child.is_named())
    return is_pure(value)


def _bound(statement: Node) -> list[Node]:
    """The names that a statement declares, for those that stand beside it."""
    found = []
    for child in statement.children() if statement.kind() == "lexical_declaration" else [statement]:
        target = child.field("name") if child.kind() in _DECLARED else None
        if target is not None and child.kind() != "function_declaration":
            kinds = ("identifier", "shorthand_property_identifier_pattern")
            found += [target] if target.kind() == "identifier" else [n for k in kinds for n in target.find_all(kind=k)]
    return found


def _reads(value: Node, name: str) -> bool:
    """Whether the value is worked out of the variable at once; what a function reads, it reads when it is called."""
    for node in named_nodes(value, name):
        function = next(
            (one for one in node.ancestors() if one.kind() in ("arrow_function", "function_expression")), None
        )
        if function is None or not span(value)[0] <= span(function)[0] < span(value)[1]:
            return True
    return False
