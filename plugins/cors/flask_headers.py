"""CORS headers that a Flask application sets by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Action, Candidate, Change, Edit, Node, Workspace, WorkspaceError
from plugins.cors.allow_list import AllowList, Reading, slot_at
from plugins.cors.allow_list_python import arguments, read_allow_list, string_value
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, place_of, unreadable_options
from plugins.cors.flask_besides import by_hand_cause
from plugins.cors.flask_recipes import flask_import, insert_after_line
from plugins.cors.flask_uses import HEADER
from plugins.cors.listed import listed_cause
from plugins.cors.origins import literal
from plugins.cors.python_star import header_with_name
from plugins.cors.report import CorsReport
from plugins.cors.slots import line_indent, quote_near

_BESIDES = {"header": "access-control-allow-headers", "method": "access-control-allow-methods"}
_VIEW = re.compile(r"@[\w.]+\.(?:route|get|post|put|patch|delete)\(")
_SETTERS = frozenset({"add", "set", "setdefault"})


@dataclass(frozen=True)
class HeaderUse:
    """One header set by hand on a response."""

    file: str
    statement: Node
    value: Node


def header_uses(workspace: Workspace, files: list[str], name: str = HEADER) -> list[HeaderUse]:
    """Every place that sets the header ``name``, in lower case, by hand."""
    found = []
    for file in files:
        try:
            root = workspace.tree(file)
        except WorkspaceError:
            continue
        for assignment in root.find_all(kind="assignment"):
            left, right = assignment.field("left"), assignment.field("right")
            if left is None or right is None or left.kind() != "subscript":
                continue
            if re.search(rf"\[\s*['\"]{name}['\"]\s*\]$", left.text(), re.I):
                found.append(HeaderUse(file, assignment, right))
        for call in root.find_all(kind="call"):
            function = call.field("function")
            positional, _ = arguments(call)
            is_setter = re.search(r"headers\.(\w+)$", function.text()) if function is not None else None
            if is_setter is None or is_setter[1] not in _SETTERS:
                continue
            if len(positional) == 2 and (string_value(positional[0]) or "").lower() == name:
                found.append(HeaderUse(file, call, positional[1]))
    return found


def header_covers(use: HeaderUse, served: set[tuple[str, int]]) -> bool:
    """Whether the header is set on what the routes at ``served`` (file and line) answer; a view speaks for itself."""
    for place in use.statement.ancestors():
        if place.kind() != "decorated_definition":
            continue
        marks = [child.text() for child in place.children() if child.kind() == "decorator"]
        if any(_VIEW.match(mark) for mark in marks):
            first, last = place.range().start.line + 1, place.range().end.line + 1
            return any(file == use.file and first <= line <= last for file, line in served)
    return True


def header_cause(reading: Reading, report: CorsReport, uses: list[HeaderUse], *, framework: str = "flask") -> Cause:
    """What follows from the headers set by hand."""
    causes = [_cause(reading, report, use, framework) for use in uses]
    cause = next((cause for cause in causes if cause.code != "origin_not_listed"), causes[0])
    return with_names(reading, report, cause, list(dict.fromkeys(use.file for use in uses)))


def with_names(reading: Reading, report: CorsReport, cause: Cause, files: list[str]) -> Cause:
    """The cause with what mends a header or method that is not allowed, where ``files`` set those by hand."""
    if cause.code not in _BESIDES or cause.candidates:
        return cause
    others = header_uses(reading.workspace, files, _BESIDES[cause.code])
    return by_hand_cause(reading, report, [(other.file, other.value) for other in others], ()) or cause


def _cause(reading: Reading, report: CorsReport, use: HeaderUse, framework: str) -> Cause:
    place = place_of(use.file, use.value)
    guard = _guarding_list(reading, use)
    if guard is not None:
        return listed_cause(reading, report, guard, place, framework=framework)
    value = use.value
    if value.kind() == "identifier":
        definition = reading.workspace.definition(use.file, value.text())
        value = definition.node if definition is not None and definition.file == use.file else value
    if value.kind() == "conditional_expression" and (asked := _asked(reading, use.file, value)):
        return listed_cause(reading, report, asked, place, framework=framework)
    allowed = read_allow_list(reading, use.file, use.value)
    if re.search(r"\brequest\b", value.text()):
        allowed = AllowList(is_open=True)
    # A header is compared by the browser, to the letter.
    allowed.ignores_case = False
    allowed.slots = [slot for slot in allowed.slots if slot.kind != "wrap"]
    cause = listed_cause(reading, report, allowed, place, framework=framework)
    if cause.code == "wildcard":
        return header_with_name(reading.workspace, cause, report, use.file, use.statement, use.value)
    if cause.code not in ("unreadable", "environment") or not allowed.entries or allowed.is_unset():
        return cause
    candidate = _answer_origin(reading.workspace, use, report)
    if candidate is None:
        return unreadable_options(report, place, "the header")
    sentence = f"The header set at {place.file}:{place.line} never names {report.origin}."
    return Cause("origin_not_listed", sentence, place, (candidate,))


def _guarding_list(reading: Reading, use: HeaderUse) -> AllowList | None:
    """The list that an ``if origin in LIST`` around the header asks."""
    for place in use.value.ancestors():
        if place.kind() == "function_definition":
            return None
        condition = place.field("condition") if place.kind() == "if_statement" else None
        found = _asked(reading, use.file, condition) if condition is not None else None
        if found is not None:
            return found
    return None


def _asked(reading: Reading, file: str, condition: Node) -> AllowList | None:
    """The lists and origins that comparisons in ``condition`` ask; None where there are none."""
    found = AllowList()
    inner = list(condition.find_all(kind="comparison_operator"))
    for comparison in [condition] if condition.kind() == "comparison_operator" and condition not in inner else inner:
        sides = [child for child in comparison.children() if child.is_named()]
        operators = {child.text() for child in comparison.children() if not child.is_named()}
        if operators & {"in", "not in", "not"}:
            found.merge(read_allow_list(reading, file, sides[-1]))
        elif operators & {"==", "!="}:
            for side in sides:
                if "://" in (string_value(side) or ""):
                    found.merge(read_allow_list(reading, file, side))
                    found.slots.append(slot_at("compare", file, comparison))
    found.slots = [slot for slot in found.slots if slot.kind != "wrap"]
    return found if found.slots else None


def _answer_origin(workspace: Workspace, use: HeaderUse, report: CorsReport) -> Candidate | None:
    """A header takes one value: answer the failing origin with itself and everybody else as before."""
    origin, text = report.origin or "", workspace.read(use.file)
    names = ("allowed_origin", "cors_origin")
    name = next((name for name in names if not re.search(rf"\b{name}\b", text)), None)
    response = re.match(r"([\w.]+?)\.headers\b", use.statement.text())
    if name is None or response is None:
        return None
    quote = quote_near(use.statement.text(), text)
    wanted = literal(origin, quote)
    start = use.statement.range().start.index
    indent = line_indent(text, start)
    if text[text.rfind("\n", 0, start) + 1 : start].strip():
        return None
    asked = f"request.headers.get({quote}Origin{quote})"
    before = f"{name} = {wanted} if {asked} == {wanted} else {use.value.text()}\n{indent}"
    if not re.search(r"['\"]Vary['\"]|\.vary\b", text):
        before += f"{response[1]}.headers.add({quote}Vary{quote}, {quote}Origin{quote})\n{indent}"
    value = use.value.range()
    edits = [Edit(start, start, before), Edit(value.start.index, value.end.index, name)]
    if not re.search(r"^\s*from\s+flask\s+import\s+(?:\([^)]*|[^\n]*)\brequest\b", text, re.M):
        brought = flask_import(workspace.tree(use.file))
        if brought is None:
            return None
        edits.append(insert_after_line(text, brought, "from flask import request"))
    change = Change(use.file, Action.MODIFY, f"Let {origin} in, and everybody else as before.", tuple(edits))
    return make_candidate("flask_header_origin", f"answer {origin} with itself", (change,), report)
