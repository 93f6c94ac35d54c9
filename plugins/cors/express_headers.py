"""CORS headers that an Express application sets by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Action, Candidate, Change, Edit, Node, RouteTable, Workspace, WorkspaceError
from plugins.cors.allow_list import AllowList, Reading
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, place_of, unreadable_options
from plugins.cors.express_coverage import covers, is_switched_off
from plugins.cors.express_header_recipes import answer_preflight, header_besides
from plugins.cors.express_uses import HEADER, mount_of
from plugins.cors.javascript import has_semicolons, quote_of, statement_of
from plugins.cors.listed import listed_cause
from plugins.cors.node_star import header_with_name
from plugins.cors.origin_option import read_allow_list, read_comparisons
from plugins.cors.origins import literal
from plugins.cors.report import CorsReport
from plugins.cors.slots import line_indent
from plugins.cors.syntax_javascript import FUNCTIONS, call_arguments, method_call, string_value, unwrap

_SETTERS = frozenset({"header", "setHeader", "set", "append", "writeHead"})
# Conditions that do not choose between origins.
_HARMLESS = re.compile(
    r"^\(*\s*!?\s*[\w.?\[\]'\"]*origin['\"\]]*\s*\)*$|\bmethod\b|OPTIONS|NODE_ENV|isProd|isDev", re.I
)
# Where a response has no vary() of its own.
_VARY = {"fastify": "{0}.header({1}Vary{1}, {1}Origin{1})", "next": "{0}.setHeader({1}Vary{1}, {1}Origin{1})"}
_REFLECTS = re.compile(r"\breq(?:uest)?\.(?:headers?|get)\b|\bctx\.get\b")


@dataclass(frozen=True)
class HeaderUse:
    """One ``res.setHeader('Access-Control-Allow-Origin', value)``."""

    file: str
    call: Node
    value: Node


def header_uses(workspace: Workspace, files: list[str]) -> list[HeaderUse]:
    """Every place that sets the header by hand on a response."""
    found = []
    for file in files:
        try:
            root = workspace.tree(file)
        except WorkspaceError:
            continue
        for call in root.find_all(kind="call_expression"):
            called = method_call(call)
            if called is None or called[1] not in _SETTERS:
                continue
            given = call_arguments(call)
            if len(given) == 2 and (string_value(given[0]) or "").lower() == HEADER:
                found.append(HeaderUse(file, call, given[1]))
            elif given and unwrap(given[-1]).kind() == "object":
                found += _in_object(file, call, unwrap(given[-1]))
    return found


def _in_object(file: str, call: Node, given: Node) -> list[HeaderUse]:
    found = []
    for pair in given.children():
        key, value = (pair.field("key"), pair.field("value")) if pair.kind() == "pair" else (None, None)
        if key is not None and value is not None and key.text().strip("'\"").lower() == HEADER:
            found.append(HeaderUse(file, call, value))
    return found


def header_covers(
    workspace: Workspace, use: HeaderUse, table: RouteTable, path: str, is_production: bool | None
) -> bool:
    """Whether the header is set on the answer to ``path``; yes where nothing tells what its handler is for."""
    if is_switched_off(use.call, is_production):
        return False
    for place in use.call.ancestors():
        if place.kind() in FUNCTIONS:
            mount = mount_of(use.file, place)
            if mount is not None:
                return covers(workspace, mount, table, path)
    return True


def header_cause(reading: Reading, report: CorsReport, uses: list[HeaderUse], framework: str = "express") -> Cause:
    """What follows from the headers set by hand on the answer."""
    causes = [_with_besides(reading, report, use, framework) for use in uses]
    return next((cause for cause in causes if cause.code != "origin_not_listed"), causes[0])


def _with_besides(reading: Reading, report: CorsReport, use: HeaderUse, framework: str) -> Cause:
    """The cause, with what the other headers lack where the origin itself is let in."""
    cause = _cause(reading, report, use, framework)
    if cause.code in ("header", "method"):
        return header_besides(reading.workspace, report, use.file, use.value, framework) or cause
    if cause.code == "status":
        return answer_preflight(reading.workspace, report, use.file, use.value, framework) or cause
    return header_with_name(reading.workspace, cause, report, use.file, use.value, framework)


def _cause(reading: Reading, report: CorsReport, use: HeaderUse, framework: str) -> Cause:
    place = place_of(use.file, use.value)
    guard = _guarding_list(reading, use)
    if guard is not None:
        return listed_cause(reading, report, guard, place, framework=framework)
    value = use.value
    if value.kind() == "identifier":
        # const origin = allowed.includes(req.headers.origin) ? req.headers.origin : allowed[0]
        definition = reading.workspace.definition(use.file, value.text())
        value = definition.node if definition is not None and definition.file == use.file else value
    if value.kind() == "ternary_expression" and (chosen := _asked(reading, use.file, value.field("condition"))):
        return listed_cause(reading, report, chosen, place, framework=framework)
    allowed = read_allow_list(reading, use.file, use.value)
    if _REFLECTS.search(value.text()):
        # Whatever else is asked before the origin is reflected, AutoFix cannot read.
        is_free = all(_HARMLESS.search(condition.text()) for condition in _conditions(use))
        allowed = AllowList(is_open=True) if is_free else AllowList(is_dynamic=True)
    allowed.slots = [slot for slot in allowed.slots if slot.kind != "wrap"]
    cause = listed_cause(reading, report, allowed, place, framework=framework)
    if cause.code not in ("unreadable", "environment") or not allowed.entries or allowed.is_unset():
        return cause
    candidate = _answer_origin(reading.workspace, use, report, framework)
    if candidate is None:
        return unreadable_options(report, place, "the header")
    sentence = f"The header set at {place.file}:{place.line} never names {report.origin}."
    return Cause("origin_not_listed", sentence, place, (candidate,))


def _guarding_list(reading: Reading, use: HeaderUse) -> AllowList | None:
    """The list that an ``if`` around the header asks before it reflects the origin."""
    for condition in _conditions(use):
        found = _asked(reading, use.file, condition)
        if found is not None:
            return found
    return None


def _conditions(use: HeaderUse) -> list[Node]:
    """What the ``if`` statements around the header ask, the nearest first."""
    found = []
    for place in use.value.ancestors():
        if place.kind() in FUNCTIONS:
            break
        condition = place.field("condition") if place.kind() == "if_statement" else None
        if condition is not None:
            found.append(condition)
    return found


def _asked(reading: Reading, file: str, condition: Node | None) -> AllowList | None:
    """The lists and origins that a condition asks; None where it asks for something else."""
    if condition is None:
        return None
    condition = unwrap(condition)
    if condition.kind() == "identifier":
        # const isAllowed = allowed.includes(origin)
        definition = reading.workspace.definition(file, condition.text())
        if definition is None or definition.file != file or definition.node.kind() in FUNCTIONS:
            return None
        condition = definition.node.parent() or definition.node
    found = AllowList()
    for call in condition.find_all(kind="call_expression"):
        called = method_call(call)
        if called is None or not call_arguments(call):
            continue
        is_pattern = called[1] == "test" and called[0].kind() == "regex"
        if is_pattern or called[1] in ("includes", "indexOf", "has", "some", "find"):
            found.merge(read_allow_list(reading, file, called[0]))
    if not found.entries and not found.slots:
        read_comparisons(file, condition, found)
    found.slots = [slot for slot in found.slots if slot.kind != "wrap"]
    return found if found.slots or found.entries else None


def _answer_origin(workspace: Workspace, use: HeaderUse, report: CorsReport, framework: str) -> Candidate | None:
    """A header takes one value: answer the failing origin with itself and everybody else as before."""
    origin, text = report.origin or "", workspace.read(use.file)
    statement, request = statement_of(use.value), _request_name(use.value)
    name = next((name for name in ("allowedOrigin", "corsOrigin") if not re.search(rf"\b{name}\b", text)), None)
    response = re.match(r"(?:return\s+)?(\w+)\.", statement.text()) if statement is not None else None
    if statement is None or request is None or name is None or response is None:
        return None
    parent = statement.parent()
    if parent is None or parent.kind() != "statement_block":
        return None
    quote, end = quote_of(text), ";" if has_semicolons(text) else ""
    start = statement.range().start.index
    indent = line_indent(text, start)
    wanted = literal(origin, quote)
    declared = f"const {name} = {request}.headers.origin === {wanted} ? {wanted} : {use.value.text()}{end}"
    before = declared + "\n" + indent
    if not re.search(r"['\"]Vary['\"]|\.vary\(", text):
        vary = _VARY.get(framework, "{0}.vary({1}Origin{1})").format(response[1], quote)
        before += f"{vary}{end}\n{indent}"
    value = use.value.range()
    edits = (Edit(start, start, before), Edit(value.start.index, value.end.index, name))
    change = Change(use.file, Action.MODIFY, f"Let {origin} in, and everybody else as before.", edits)
    return make_candidate(f"{framework}_header_origin", f"answer {origin} with itself", (change,), report)


def _request_name(value: Node) -> str | None:
    """The name that the handler around ``value`` gives its request."""
    for place in value.ancestors():
        if place.kind() not in FUNCTIONS:
            continue
        parameters = place.field("parameters")
        names = [c for c in parameters.children() if c.is_named()] if parameters is not None else []
        if len(names) >= 2 or (names and names[0].text().startswith(("ctx", "context"))):
            # (err, req, res, next) is an error handler.
            chosen = names[1] if len(names) == 4 else names[0]
            named = chosen.field("pattern") or chosen
            name = re.match(r"\w+", named.text())
            return name[0] if name and not name[0].startswith("_") else None
    return None
