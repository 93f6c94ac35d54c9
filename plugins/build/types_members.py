"""A member that a type of the repository lacks, and that both who fills it and who reads it take for granted."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Node, Problem, Workspace
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.locate import spots
from plugins.build.names_source import Source, line_of, open_source, span
from plugins.build.types_inferred import literal_type

CODE = "type_member"
_FILLED = re.compile(
    r"Object literal may only specify known properties, and '(?P<member>[\w$]+)' does not exist in type '(?P<type>\w+)'"
)
_READ = re.compile(r"Property '(?P<member>[\w$]+)' does not exist on type '(?P<type>\w+)'\.?$", re.M)


def find_member(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Add the member to the type, where the report has it filled with a plain value and read."""
    match = _FILLED.search(spot.finding.message) or _READ.search(spot.finding.message)
    if match is None:
        return None
    member, name = match["member"], match["type"]
    all_spots = spots(workspace, problem, "build.type")
    read = [one for one in all_spots if _names(_READ, one, member, name)]
    filled = [one for one in all_spots if _names(_FILLED, one, member, name)]
    kinds = {_filled_with(workspace, one, member) for one in filled}
    if not read or len(kinds) != 1 or not (kind := kinds.pop()):
        return None
    found = _declaration(workspace, spot.file, name)
    if found is None:
        return None
    source, body = found
    edit = _added(source, body, f"{member}?: {kind}")
    if edit is None:
        return None
    change = Change(source.file, Action.MODIFY, f"{name} has {member} where it is made and where it is read.", (edit,))
    sentence = f"{name} lacks {member}, which is filled and read."
    return Cause(CODE, sentence, spot.place, (Remedy("build_type_member", f"add {member} to {name}", (change,)),))


def _names(pattern: re.Pattern[str], spot: Spot, member: str, name: str) -> bool:
    match = pattern.search(spot.finding.message)
    return match is not None and (match["member"], match["type"]) == (member, name)


def _filled_with(workspace: Workspace, spot: Spot, member: str) -> str:
    source = open_source(workspace, spot.file) if spot.file else None
    for pair in source.root.find_all(kind="pair") if source is not None else ():
        key, value = pair.field("key"), pair.field("value")
        if key is not None and value is not None and key.text() == member and line_of(key) == spot.line:
            return literal_type(value)
    return ""


def _declaration(workspace: Workspace, file: str, name: str) -> tuple[Source, Node] | None:
    """The one place where the repository declares the type as an object."""
    found = []
    for path in dict.fromkeys((file, *workspace.exporters(name))):
        source = open_source(workspace, path)
        for statement in source.root.children() if source is not None else ():
            inner = statement.field("declaration") if statement.kind() == "export_statement" else statement
            called = inner.field("name") if inner is not None else None
            body = (inner.field("body") or inner.field("value")) if inner is not None else None
            is_object = body is not None and body.kind() in ("interface_body", "object_type")
            if source is not None and body is not None and called is not None and called.text() == name and is_object:
                found.append((source, body))
    return found[0] if len(found) == 1 else None


def _added(source: Source, body: Node, text: str) -> Edit | None:
    """Below the last member, as that is written."""
    members = [child for child in body.children() if child.kind() == "property_signature"]
    if not members:
        return None
    start, end = span(members[-1])
    line = source.text.rfind("\n", 0, start) + 1
    indent = source.text[line:start]
    mark = source.text[end : end + 1]
    separator = mark if mark in (";", ",") else ""
    if indent.strip():
        return Edit(end, end, f"{separator or ';'} {text}")
    at = end + len(separator)
    return Edit(at, at, f"\n{indent}{text}{separator}")
