"""A promise that is taken for what it will hold."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Node
from plugins.build.cause import Remedy, Spot
from plugins.build.lint_place import offset
from plugins.build.names_source import Source, above, line_of, span

_OF_PROMISE = re.compile(r"Property '(?P<name>[\w$]{1,80})' does not exist on type 'Promise<")
_FUNCTIONS = ("function_declaration", "arrow_function", "function_expression", "method_definition")
_OF_PROMISES = frozenset(("then", "catch", "finally"))


def awaited(source: Source, spot: Spot) -> Remedy | None:
    """Wait for it where its function may wait; None where it may not, or is used as a promise too."""
    match = _OF_PROMISE.search(spot.finding.message)
    at = offset(source, spot)
    members = source.root.find_all(kind="member_expression") if match else []
    member = next((one for one in members if _property_at(one) == at), None)
    held = member.field("object") if member is not None else None
    if match is None or member is None or held is None or match["name"] in _OF_PROMISES:
        return None
    while held.kind() == "parenthesized_expression" and len(held.children()) == 3:
        held = held.children()[1]
    if held.kind() == "call_expression":
        if not _may_wait(held):
            return None
        start, end = span(held)
        inside = held.parent()
        is_wrapped = inside is not None and inside.kind() == "parenthesized_expression"
        before, after = ("await ", "") if is_wrapped else ("(await ", ")")
        return _remedy(source, held.text(), Edit(start, start, before), *([Edit(end, end, after)] if after else []))
    made = _declaration(source, held, member)
    value = made.field("value") if made is not None else None
    if (
        value is None
        or value.kind() != "call_expression"
        or not _may_wait(value)
        or _is_promise_too(source, held, made)
    ):
        return None
    start = span(value)[0]
    return _remedy(source, value.text(), Edit(start, start, "await "))


def _property_at(member: Node) -> int:
    prop = member.field("property")
    return span(prop)[0] if prop is not None else -1


def _may_wait(node: Node) -> bool:
    function = above(node, *_FUNCTIONS)
    return (
        function is not None
        and re.match(r"(?:(?:public|private|protected|static|override)\s+)*async\b", function.text()) is not None
    )


def _declaration(source: Source, held: Node, member: Node) -> Node | None:
    """The one variable of this name in the function that uses it."""
    function = above(member, *_FUNCTIONS)
    if held.kind() != "identifier" or function is None:
        return None
    first, last = span(function)
    made = [one for one in source.root.find_all(kind="variable_declarator") if _is_called(one, held.text())]
    made = [one for one in made if first <= span(one)[0] < last and line_of(one) <= line_of(member)]
    return made[0] if len(made) == 1 and above(made[0], *_FUNCTIONS) == function else None


def _is_called(declarator: Node, name: str) -> bool:
    own = declarator.field("name")
    return own is not None and own.text() == name and declarator.field("type") is None


def _is_promise_too(source: Source, held: Node, made: Node | None) -> bool:
    """Whether the function waits for it elsewhere, or hands it on as a promise."""
    function = above(held, *_FUNCTIONS)
    text = function.text() if function is not None else ""
    return (
        re.search(rf"\bawait\s+{re.escape(held.text())}\b(?!\.)|\b{re.escape(held.text())}\.(?:then|catch)\b", text)
        is not None
    )


def _remedy(source: Source, call: str, *edits: Edit) -> Remedy:
    change = Change(source.file, Action.MODIFY, "It gives a promise.", edits)
    return Remedy("build_type", f"wait for {call.partition('(')[0]}", (change,))
