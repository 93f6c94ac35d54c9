"""An element that a selector finds: the compiler takes it for any element until it is told which kind it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk import Action, Change, Edit, Node
from plugins.build.cause import Remedy, Spot
from plugins.build.names_source import Source, span

_LACKING = re.compile(r"Property '(?P<name>\w{1,60})' does not exist on type 'Element'")
# What elements of HTML have beyond those of every document.
_OF_HTML = frozenset(
    "style offsetHeight offsetWidth offsetTop offsetLeft offsetParent click focus blur innerText dataset hidden title "
    "tabIndex contentEditable onclick isContentEditable".split()
)
_TAGS = {"input": "HTMLInputElement", "textarea": "HTMLTextAreaElement", "select": "HTMLSelectElement"}
_OF_FIELDS = frozenset("value disabled name form required".split())
_OF_INPUTS = frozenset("checked files placeholder type".split())
_FINDING = ("querySelector", "querySelectorAll", "closest")
_NAMES_TAG = re.compile(r"['\"`](?:[^'\"`]*[\s>+~])?(?P<tag>[a-z]+)[^\s>+~'\"`]*['\"`]")


def element_queried(source: Source, spot: Spot) -> Remedy | None:
    """Say what kind of element the selector finds, wherever the file uses one in this way."""
    match = _LACKING.search(spot.finding.message)
    if match is None:
        return None
    edits: dict[Edit, None] = {}
    is_meant = False
    for member, call in _used(source):
        prop = member.field("property")
        kind = _kind(call, prop.text()) if prop is not None else ""
        found = call.field("function")
        if not kind or found is None or prop is None:
            continue
        end = span(found)[1]
        edits[Edit(end, end, f"<{kind}>")] = None
        is_meant = is_meant or (prop.text() == match["name"] and prop.range().start.line + 1 == spot.line)
    if not is_meant or len({edit.start for edit in edits}) != len(edits):
        return None
    change = Change(source.file, Action.MODIFY, "The selector finds an element of HTML.", tuple(edits))
    return Remedy("build_type", "say which element the selector finds", (change,))


def _used(source: Source) -> Iterator[tuple[Node, Node]]:
    """Every member that is read of an element, with the call that found the element."""
    calls = [call for call in source.root.find_all(kind="call_expression") if _is_finding(call)]
    named = {call: name for call in calls if (name := _variable(call))}
    for member in source.root.find_all(kind="member_expression"):
        held = member.field("object")
        if held is None:
            continue
        for call in calls:
            if span(call) == span(held):
                yield member, call
        fitting = [call for call, name in named.items() if name == held.text() and _sees(call, member)]
        if fitting:
            yield member, max(fitting, key=lambda call: span(call)[0])


def _is_finding(call: Node) -> bool:
    found = call.field("function")
    name = found.field("property") if found is not None and found.kind() == "member_expression" else None
    return name is not None and name.text() in _FINDING and call.field("type_arguments") is None


def _variable(call: Node) -> str:
    """What the found element is called; of several elements the parameter of the loop over them."""
    holder = call.parent()
    if holder is not None and holder.kind() == "non_null_expression":
        holder = holder.parent()
    found = call.field("function")
    if holder is None or found is None:
        return ""
    is_list = found.text().endswith("querySelectorAll")
    if holder.kind() == "variable_declarator" and not is_list and holder.field("type") is None:
        name = holder.field("name")
        return name.text() if name is not None else ""
    each = holder.parent() if holder.kind() == "member_expression" and holder.text().endswith(".forEach") else None
    arguments = each.field("arguments") if each is not None and is_list else None
    match = re.match(r"\(\s*\(?\s*(?P<name>\w+)\s*[,)=]", arguments.text()) if arguments is not None else None
    return match["name"] if match else ""


def _sees(call: Node, member: Node) -> bool:
    """Whether the member stands in the block in which the found element has its name."""
    blocks = ("statement_block", "program", "arguments")
    holder = next((one for one in call.ancestors() if one.kind() in blocks), None)
    start, end = span(holder) if holder is not None else (0, 0)
    return start <= span(member)[0] < end and span(call)[0] < span(member)[0]


def _kind(call: Node, prop: str) -> str:
    if prop in _OF_HTML:
        return "HTMLElement"
    arguments = call.field("arguments")
    match = _NAMES_TAG.search(arguments.text()) if arguments is not None else None
    tag = match["tag"] if match else ""
    if prop in _OF_FIELDS or (prop in _OF_INPUTS and tag == "input"):
        return _TAGS.get(tag, "")
    return ""
