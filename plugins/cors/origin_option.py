"""What the value of cors' ``origin`` option lets in: a list, a single origin, or a function that decides."""

from __future__ import annotations

import re

from autofix.sdk import Definition, Node
from plugins.cors.allow_list import AllowList, Reading, slot_at
from plugins.cors.allow_list_javascript import literal_entry, read_values
from plugins.cors.syntax_javascript import FUNCTIONS, call_arguments, method_call, string_value, unwrap

_ASKING = frozenset({"includes", "indexOf", "has", "some", "find", "findIndex", "every"})
MAX_DELEGATED = 2
_EQUALITIES = frozenset({"===", "==", "!==", "!="})
_BRANCHES = ("if_statement", "ternary_expression", "switch_statement")


def read_allow_list(reading: Reading, file: str, node: Node) -> AllowList:
    """What the value of cors' ``origin`` option lets in."""
    value = unwrap(node)
    if value.kind() == "true":
        return AllowList(is_open=True)
    if value.kind() in FUNCTIONS:
        return _function(reading, file, value)
    if value.kind() in ("identifier", "shorthand_property_identifier", "member_expression"):
        definition = reading.workspace.definition(file, value.text())
        if definition is not None and definition.node.kind() in FUNCTIONS:
            return _function(reading, definition.file, definition.node)
        if definition is not None and definition.node.kind() == "true":
            return AllowList(is_open=True)
    found = read_values(reading, file, value)
    is_single = not any(slot.kind in ("array", "comma", "wrap") for slot in found.slots)
    if is_single and not found.is_open and found.entries and not found.is_unset():
        found.slots.append(slot_at("wrap", file, node))
    return found


def _function(reading: Reading, file: str, node: Node, depth: int = 0) -> AllowList:
    """A function that decides: the lists it asks, and the origins it compares with."""
    text = node.text()
    found = AllowList(is_dynamic=True, raises=re.search(r"new Error\(|\bthrow\b", text) is not None)
    tests: list[Node] = []
    for call in node.find_all(kind="call_expression"):
        called = method_call(call)
        if called is None:
            if depth < MAX_DELEGATED and (helper := _helper(reading, file, call)) is not None:
                found.merge(_function(reading, helper.file, helper.node, depth + 1))
            continue
        target, name = called
        if name in _ASKING:
            found.merge(read_values(reading, file, target))
        elif name == "test" and target.kind() == "regex":
            found.entries += read_values(reading, file, target).entries
            tests.append(call)
    if not any(slot.kind == "array" for slot in found.slots):
        read_comparisons(file, node, found)
    if not found.slots and len(tests) == 1:
        found.slots.append(slot_at("compare", file, tests[0]))
    if not found.entries and re.search(r"\(\s*null\s*,\s*(?:true|\{\s*origin:\s*true)", text) and not _decides(node):
        found.is_open = True
    return found


def _helper(reading: Reading, file: str, call: Node) -> Definition | None:
    """The function of this repository that is asked about the origin: ``isAllowed(origin)``."""
    function, given = call.field("function"), call_arguments(call)
    if function is None or function.kind() != "identifier" or len(given) != 1 or given[0].kind() != "identifier":
        return None
    found = reading.workspace.definition(file, function.text())
    return found if found is not None and found.node.kind() in FUNCTIONS else None


def _decides(node: Node) -> bool:
    """Whether the function does anything but call its callback."""
    calls = node.find_all(kind="call_expression")
    return len(calls) > 1 or any(node.find(kind=kind) is not None for kind in _BRANCHES)


def read_comparisons(file: str, node: Node, found: AllowList) -> None:
    """Add the origins that equalities inside ``node`` compare with to ``found``."""
    for compared in node.find_all(kind="binary_expression"):
        operator = compared.field("operator")
        if operator is None or operator.text() not in _EQUALITIES:
            continue
        for side in (compared.field("left"), compared.field("right")):
            text = string_value(side) if side is not None else None
            if side is not None and text is not None and "://" in text:
                found.entries.append(literal_entry(file, side, text))
                found.slots.append(slot_at("compare", file, compared))
