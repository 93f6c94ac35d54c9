"""Recipes for FastAPI and Starlette: add CORSMiddleware, add to its options, put it outside of other middleware."""

from __future__ import annotations

import re

from autofix.sdk import Application, Candidate, Edit, Node, RouteTable, Workspace
from plugins.cors.browser import is_forbidden
from plugins.cors.candidates import make_candidate
from plugins.cors.client_requests import client_request
from plugins.cors.fastapi_uses import CLASS, MiddlewareUse
from plugins.cors.origins import literal
from plugins.cors.python_edits import Placed, add_keyword, after_statement, in_file
from plugins.cors.report import CorsReport
from plugins.cors.slots import line_indent, quote_near

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_MADE = re.compile(r"(?:\w+\.)?\w*(?:FastAPI|Starlette|App)\w*\(")
_BROUGHT = re.compile(rf"^\s*from\s+(?:fastapi|starlette)\.middleware\.cors\s+import\s+[^\n]*\b{CLASS}\b", re.M)
_GUARD = re.compile(r"add_middleware\(\s*(?:\w+\.)*\w*(?:Auth|Token|Jwt|JWT|Login|Session(?:Check|Guard)|RateLimit)\w*")
_EARLY = re.compile(r"\b(?:\w*Response\(|HTTPException\(|abort\()")


def add_middleware(
    workspace: Workspace, application: Application, report: CorsReport, table: RouteTable
) -> tuple[Candidate, ...]:
    """Import CORSMiddleware and add it, for the failing origin alone, where the application is made."""
    file = application.source
    text, root = workspace.read(file), workspace.tree(file)
    creation, brought = creation_of(root, application.variable), _import_of(root)
    if creation is None or brought is None:
        return ()
    quote = quote_near("", text)
    methods = ", ".join(literal(method, quote) for method in _served(table, report))
    headers = ", ".join(literal(header, quote) for header in _headers(workspace, report))
    unit = "\t" if "\n\t" in text else "    "
    lines = [
        "",
        f"{application.variable}.add_middleware(",
        f"{unit}{CLASS},",
        f"{unit}allow_origins=[{literal(report.origin or '', quote)}],",
        *([f"{unit}allow_credentials=True,"] if report.has_credentials else []),
        f"{unit}allow_methods=[{methods}],",
        f"{unit}allow_headers=[{headers}],",
        ")",
    ]
    edits: list[Placed] = [(file, after_statement(text, creation, lines))]
    if not _BROUGHT.search(text):
        package = "fastapi" if "fastapi" in brought.text() else "starlette"
        edits.append((file, after_statement(text, brought, [f"from {package}.middleware.cors import {CLASS}"])))
    changes = in_file(workspace, edits, f"Let {report.origin} in with {CLASS}.")
    return (make_candidate("fastapi_add_cors", f"add {CLASS} for {report.origin}", changes, report),)


def creation_of(root: Node, variable: str) -> Node | None:
    """The statement that makes the application."""
    for assignment in root.find_all(kind="assignment"):
        left, right = assignment.field("left"), assignment.field("right")
        if left is not None and right is not None and left.text() == variable and _MADE.match(right.text()):
            return assignment.parent() or assignment
    return None


def _import_of(root: Node) -> Node | None:
    """The last statement at the top that brings something of fastapi or starlette in."""
    found = None
    for statement in root.children():
        if re.match(
            r"(?:from\s+(?:fastapi|starlette)[\w.]*\s+import|import\s+(?:fastapi|starlette)\b)", statement.text()
        ):
            found = statement
    return found


def _served(table: RouteTable, report: CorsReport) -> list[str]:
    """The methods that the routes answer; all usual ones where that is not known."""
    served = {route.method for route in table.routes}
    if not table.is_complete or "*" in served or not served:
        return list(METHODS)
    wanted = served | ({report.method} if report.method else set())
    return [method for method in METHODS if method in wanted] or ["GET"]


def _headers(workspace: Workspace, report: CorsReport) -> list[str]:
    """The usual two, the one that was turned away, and those that the client's code sends."""
    named = {"authorization": "Authorization", "content-type": "Content-Type"}
    for header in (report.header or "", *client_request(workspace, report).headers):
        if header and not is_forbidden(header):
            named.setdefault(header.lower(), header)
    return list(named.values())


def add_option(
    workspace: Workspace, use: MiddlewareUse, code: str, recipe: str, title: str, report: CorsReport, *listed: str
) -> Candidate | None:
    """One more keyword of the call; None where the call's options stand elsewhere."""
    text = workspace.read(use.file)
    if any(file != use.file for file, _ in use.options.values()):
        return None
    given = use.call.field("arguments")
    if given is None or any(child.kind() == "dictionary_splat" for child in given.children()):
        return None
    edit = add_keyword(use.call, text, code)
    if edit is None:
        return None
    changes = in_file(workspace, [(use.file, edit)], f"{title[:1].upper()}{title[1:]}.")
    return make_candidate(recipe, title, changes, report, listed=listed)


def allow_credentials(
    workspace: Workspace, use: MiddlewareUse, report: CorsReport, listed: tuple[str, ...]
) -> Candidate | None:
    """``allow_credentials=True`` for the origins that are listed by name."""
    title = "let the listed origins send credentials"
    known = use.options.get("allow_credentials")
    if known is None:
        return add_option(workspace, use, "allow_credentials=True", "fastapi_credentials", title, report, *listed)
    file, value = known
    if value.kind() != "false":
        return None
    place = value.range()
    edits = [(file, Edit(place.start.index, place.end.index, "True"))]
    changes = in_file(workspace, edits, "Let the listed origins send credentials.")
    return make_candidate("fastapi_credentials", title, changes, report, listed=listed)


def inner_middleware(use: MiddlewareUse) -> Node | None:
    """The last middleware that is added after CORSMiddleware in its block, and so answers before it does."""
    statement = use.call.parent()
    block = statement.parent() if statement is not None and statement.kind() == "expression_statement" else None
    if statement is None or block is None or not use.target:
        return None
    found = None
    for sibling in block.children():
        if sibling.range().start.index <= statement.range().start.index:
            continue
        text = sibling.text()
        is_function = sibling.kind() == "decorated_definition" and re.match(
            rf"@{re.escape(use.target)}\.middleware\(", text
        )
        is_guard = text.startswith(f"{use.target}.add_middleware(") and _GUARD.search(text)
        if is_guard or (is_function and _EARLY.search(text)):
            found = sibling
    return found


def move_outside(
    workspace: Workspace, use: MiddlewareUse, last: Node, report: CorsReport, listed: tuple[str, ...]
) -> Candidate | None:
    """CORSMiddleware added after the others: what is added last is asked first."""
    text = workspace.read(use.file)
    statement = use.call.parent()
    if statement is None:
        return None
    start, end = statement.range().start.index, statement.range().end.index
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end) + 1
    if text[begin:start].strip() or text[end:stop].strip() or not stop:
        return None
    # With the blank line that set it apart.
    if text[:begin].endswith("\n\n") and text[stop : stop + 1] == "\n":
        stop += 1
    own = line_indent(text, start)
    lines = [line.removeprefix(own) for line in text[start:end].split("\n")]
    blank = [""] if last.kind() == "decorated_definition" else []
    edits = [
        (use.file, Edit(begin, stop, "")),
        (use.file, after_statement(text, last, [*blank, *blank, *lines] if not own else [*blank, *lines])),
    ]
    changes = in_file(workspace, edits, "Set the CORS headers on every answer.")
    return make_candidate(
        "fastapi_cors_order", f"add {CLASS} last, so that it is asked first", changes, report, listed=listed
    )
