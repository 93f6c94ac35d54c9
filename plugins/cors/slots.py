"""Writing one more origin where an allow-list takes it, in the file's own style."""

from __future__ import annotations

import re

from autofix.sdk import Edit, Node
from plugins.cors.allow_list import Slot
from plugins.cors.origins import literal

ORDER = ("array", "comma", "compare", "wrap")
_STRINGS = frozenset({"string", "template_string"})


def best_slot(slots: list[Slot]) -> Slot | None:
    """The slot to use: a list before a text, a text before a comparison."""
    return min(slots, key=lambda slot: ORDER.index(slot.kind), default=None)


def add_to_slot(slot: Slot, text: str, *origins: str) -> Edit:
    """The edit that lets ``origins`` in at ``slot``; ``text`` is the file's. A comparison takes one alone."""
    if slot.kind == "comma" or slot.node is None:
        bare = text[slot.start : slot.end]
        between = slot.separator + (" " if f"{slot.separator} " in bare else "")
        return Edit(slot.end, slot.end, (between if bare.strip() else "") + between.join(origins))
    quote = quote_near(slot.node.text(), text)
    element = ", ".join(literal(origin, quote) for origin in origins)
    if slot.kind == "array":
        return add_element(slot.node, text, element)
    if slot.kind == "compare":
        return _add_comparison(slot.node, element, is_python=slot.file.endswith(".py"))
    if slot.node.kind() == "shorthand_property_identifier":
        return Edit(slot.end, slot.end, f": [{slot.node.text()}, {element}]")
    return Edit(slot.start, slot.end, f"[{slot.node.text()}, {element}]")


def add_element(listed: Node, text: str, element: str) -> Edit:
    """One more element at the end of a list, tuple, set, dictionary or array literal."""
    place = listed.range()
    elements = [child for child in listed.children() if child.is_named() and child.kind() != "comment"]
    if not elements:
        comma = "," if listed.kind() == "tuple" else ""
        return Edit(place.start.index + 1, place.start.index + 1, element + comma)
    last = elements[-1]
    end = last.range().end.index
    follower = last.next()
    while follower is not None and follower.kind() == "comment":
        follower = follower.next()
    has_comma = follower is not None and follower.text() == ","
    is_apart = last.range().start.line != place.start.line
    is_alone = len(elements) == 1 or elements[-2].range().end.line != last.range().start.line
    if not is_apart or not is_alone:
        return Edit(end, end, f", {element}")
    indent = line_indent(text, last.range().start.index)
    if not has_comma or follower is None:
        # A comment behind the last element stays with it.
        line_end = _comment_end(last, text)
        if line_end == end:
            return Edit(end, end, f",\n{indent}{element}")
        return Edit(end, line_end, f",{text[end:line_end]}\n{indent}{element}")
    after = _comment_end(follower, text)
    return Edit(after, after, f"\n{indent}{element},")


def _comment_end(node: Node, text: str) -> int:
    """The end of ``node``, or of the comment that follows it on its line."""
    follower = node.next()
    if follower is None or follower.kind() != "comment" or follower.range().start.line != node.range().end.line:
        return node.range().end.index
    return follower.range().end.index


def _add_comparison(compared: Node, element: str, *, is_python: bool) -> Edit:
    place = compared.range()
    if compared.kind() == "call_expression":
        return _add_beside_test(compared, element)
    sides = [child for child in compared.children() if child.is_named()]
    operator = next((child.text() for child in compared.children() if not child.is_named()), "===")
    asked = next((side for side in sides if side.kind() not in _STRINGS), sides[0])
    either, both = ("or", "and") if is_python else ("||", "&&")
    joined = either if operator in ("===", "==") else both
    built = f"{compared.text()} {joined} {asked.text()} {operator} {element}"
    parent = compared.parent()
    mixes = parent is not None and parent.kind() in ("unary_expression", "not_operator", "binary_expression")
    if parent is not None and parent.kind() == "binary_expression":
        outer = parent.field("operator")
        mixes = outer is None or outer.text() != joined
    return Edit(place.start.index, place.end.index, f"({built})" if mixes else built)


def _add_beside_test(test: Node, element: str) -> Edit:
    """``/pattern/.test(origin)`` with one more origin beside it."""
    place, given = test.range(), test.field("arguments")
    asked = next((child for child in given.children() if child.is_named()), test) if given is not None else test
    name = re.match(r"[\w.]+", asked.text())
    built = f"{test.text()} || {name[0] if name else asked.text()} === {element}"
    parent = test.parent()
    mixes = parent is not None and parent.kind() in ("unary_expression", "binary_expression", "ternary_expression")
    return Edit(place.start.index, place.end.index, f"({built})" if mixes else built)


def quote_near(nearby: str, text: str) -> str:
    """The quote that the code uses: in ``nearby`` first, then in the whole file."""
    for sample in (nearby, text):
        single, double = sample.count("'"), sample.count('"')
        if single != double:
            return "'" if single > double else '"'
    return "'"


def line_indent(text: str, index: int) -> str:
    """The white space that the line of ``index`` starts with."""
    line = text[text.rfind("\n", 0, index) + 1 : index]
    return line[: len(line) - len(line.lstrip(" \t"))]
