"""Recipes for Next.js: headers for one origin on one path, in its configuration or in the handler."""

from __future__ import annotations

import re

from autofix.sdk import Action, Application, Candidate, Change, Edit, Node, Workspace
from plugins.cors.candidates import make_candidate
from plugins.cors.express_headers import HeaderUse
from plugins.cors.javascript import has_semicolons, quote_of
from plugins.cors.next_route_recipes import headers_on_answers
from plugins.cors.next_uses import CONFIGURATION
from plugins.cors.node_options import Options, add_member, open_options
from plugins.cors.origins import literal
from plugins.cors.report import CorsReport
from plugins.cors.slots import add_element, line_indent
from plugins.cors.syntax_javascript import FUNCTIONS

_SAFE = ("GET", "HEAD", "POST")
_WRITABLE = re.compile(r"[\w/.:*-]*", re.A)


def add_headers(
    workspace: Workspace, application: Application, report: CorsReport, served: list[tuple[str, str]]
) -> tuple[Candidate, ...]:
    """Let the failing origin read the route's answers; ``served`` are the files that serve it, with its pattern.

    What needs credentials is left to a person: nothing here tells whether the route is for others too.
    """
    if report.has_credentials or not served:
        return ()
    file, pattern = served[0]
    if re.search(r"(?:^|/)pages/api/", file):
        found = _in_handler(workspace, report, file)
    else:
        source = re.sub(r"\*$", ":rest*", pattern)
        found = _in_configuration(workspace, application, report, source) if _WRITABLE.fullmatch(source) else None
        found = found or headers_on_answers(workspace, report, file, allowed_methods(report), allowed_headers(report))
    if found is None:
        return ()
    return (make_candidate("next_add_headers", f"let {report.origin} in at {pattern}", (found,), report),)


def allowed_methods(report: CorsReport) -> str:
    """The methods to name: those that need no preflight, and the one that failed."""
    method = (report.method or "").upper()
    return ", ".join((*_SAFE, *((method,) if method and method not in _SAFE else ())))


def name_conditionally(workspace: Workspace, use: HeaderUse, report: CorsReport) -> Candidate | None:
    """One more entry of ``headers()`` for requests of the failing origin alone; the last one that fits counts."""
    owners = [place for place in use.value.ancestors() if place.kind() == "object"]
    entry = next((place for place in owners if Options(use.file, place).member("source") is not None), None)
    listed = entry.parent() if entry is not None else None
    source = Options(use.file, entry).member("source") if entry is not None else None
    if entry is None or source is None or listed is None or listed.kind() != "array" or report.has_credentials:
        return None
    text, origin = workspace.read(use.file), report.origin or ""
    quote, indent = quote_of(text), line_indent(text, entry.range().start.index)
    wanted = literal(origin, quote)
    added = (
        f"{{\n{indent}  source: {source.text()},\n"
        f"{indent}  has: [{{ type: {quote}header{quote}, key: {quote}origin{quote}, value: {wanted} }}],\n"
        f"{indent}  headers: [{{ key: {quote}Access-Control-Allow-Origin{quote}, value: {wanted} }}],\n{indent}}}"
    )
    change = Change(
        use.file,
        Action.MODIFY,
        f"Let {origin} in, and everybody else as before.",
        (add_element(listed, text, added),),
    )
    return make_candidate("next_header_origin", f"answer {origin} with itself", (change,), report)


def allowed_headers(report: CorsReport) -> str:
    """The request headers to name: those of a JSON request, and the one that failed."""
    named = {"content-type": "Content-Type", "authorization": "Authorization"}
    if report.header and report.header.lower() not in named:
        named[report.header.lower()] = report.header
    return ", ".join(named.values())


def _in_handler(workspace: Workspace, report: CorsReport, file: str) -> Change | None:
    """The headers at the top of the exported handler, and an answer to the preflight."""
    text, function = workspace.read(file), _handler(workspace, file)
    body = function.field("body") if function is not None else None
    names = _names(function) if function is not None else []
    if function is None or body is None or body.kind() != "statement_block" or len(names) < 2:
        return None
    request, response = names[:2]
    quote, end = quote_of(text), ";" if has_semicolons(text) else ""
    first = next((child for child in body.children() if child.is_named()), None)
    if first is None:
        return None
    start = first.range().start.index
    indent = line_indent(text, start)
    origin = literal(report.origin or "", quote)
    lines = [f"{response}.setHeader({quote}Access-Control-Allow-Origin{quote}, {origin}){end}"]
    if not re.search(r"['\"]OPTIONS['\"]", text):
        step = indent[len(line_indent(text, function.range().start.index)) :] or "  "
        methods, headers = allowed_methods(report), allowed_headers(report)
        lines += [
            f"if ({request}.method === {quote}OPTIONS{quote}) {{",
            f"{step}{response}.setHeader({quote}Access-Control-Allow-Methods{quote}, {quote}{methods}{quote}){end}",
            f"{step}{response}.setHeader({quote}Access-Control-Allow-Headers{quote}, {quote}{headers}{quote}){end}",
            f"{step}return {response}.status(204).end(){end}",
            "}",
        ]
    edit = Edit(start, start, "".join(f"{line}\n{indent}" for line in lines))
    return Change(file, Action.MODIFY, f"Let {report.origin} in, and answer its preflight.", (edit,))


def _handler(workspace: Workspace, file: str) -> Node | None:
    """The function that a page of ``pages/api`` exports."""
    for statement in workspace.tree(file).children():
        if statement.kind() != "export_statement" or not re.match(r"export\s+default\b", statement.text()):
            continue
        for child in statement.children():
            if child.kind() in FUNCTIONS:
                return child
            if child.kind() == "identifier":
                found = workspace.definition(file, child.text())
                is_own = found is not None and found.file == file and found.node.kind() in FUNCTIONS
                return found.node if found is not None and is_own else None
    return None


def _names(function: Node) -> list[str]:
    listed = function.field("parameters")
    children = [child for child in listed.children() if child.is_named()] if listed is not None else []
    found = [re.match(r"\w+", (child.field("pattern") or child).text()) for child in children]
    return [match[0] for match in found if match is not None]


def _in_configuration(workspace: Workspace, application: Application, report: CorsReport, source: str) -> Change | None:
    """One more entry of ``headers()``, which is added where it is missing."""
    root = f"{application.root}/" if application.root not in ("", ".") else ""
    files = [path for path in workspace.files() if CONFIGURATION.search(path) and path.startswith(root)]
    file = next((path for path in files if "/" not in path[len(root) :]), None)
    if file is None:
        return None
    text = workspace.read(file)
    options = _configured(workspace, file)
    if options is None:
        return None
    quote = quote_of(text)
    existing = options.member("headers")
    if existing is not None:
        returned = next((node for node in existing.find_all(kind="return_statement")), None)
        listed = returned.find(kind="array") if returned is not None else existing.find(kind="array")
        if listed is None:
            return None
        inside = [child for child in listed.children() if child.is_named() and child.kind() != "comment"]
        base = line_indent(text, (inside[-1] if inside else listed).range().start.index) + ("" if inside else "  ")
        edit = add_element(listed, text, _entry(report, source, quote, base))
        return Change(file, Action.MODIFY, f"Let {report.origin} in at {source}.", (edit,))
    members = [child for child in options.node.children() if child.is_named()]
    indent = line_indent(text, members[-1].range().start.index) if members else "  "
    end = ";" if has_semicolons(text) else ""
    entry = _entry(report, source, quote, indent + "    ")
    member = f"async headers() {{\n{indent}  return [\n{indent}    {entry},\n{indent}  ]{end}\n{indent}}}"
    if not members:
        place = options.node.range()
        edit = Edit(place.start.index, place.end.index, f"{{\n{indent}{member},\n}}")
    else:
        edit = add_member(options.node, text, member)
    return Change(file, Action.MODIFY, f"Let {report.origin} in at {source}.", (edit,))


def _configured(workspace: Workspace, file: str) -> Options | None:
    """The object that the configuration exports, also where a plugin wraps it."""
    root = workspace.tree(file)
    for statement in root.find_all(kind="export_statement") + root.find_all(kind="assignment_expression"):
        value = statement.field("right") or statement.field("value")
        left = statement.field("left")
        if value is None or (left is not None and left.text() != "module.exports"):
            continue
        for place in (value, *value.find_all(kind="identifier"), *value.find_all(kind="object")):
            options = open_options(workspace, file, place)
            if options is not None and options.file == file:
                return options
    return None


def _entry(report: CorsReport, source: str, quote: str, indent: str) -> str:
    def header(name: str, value: str) -> str:
        return f"{indent}    {{ key: {quote}{name}{quote}, value: {literal(value, quote)} }},\n"

    return (
        f"{{\n{indent}  source: {quote}{source}{quote},\n{indent}  headers: [\n"
        + header("Access-Control-Allow-Origin", report.origin or "")
        + header("Access-Control-Allow-Methods", allowed_methods(report))
        + header("Access-Control-Allow-Headers", allowed_headers(report))
        + f"{indent}  ],\n{indent}}}"
    )
