"""Recipes for Flask: set flask-cors up, widen its paths, put decorators in order, declare the package."""

from __future__ import annotations

import re

from autofix.sdk import Action, Application, Candidate, Change, Edit, Node, Workspace
from plugins.cors.candidates import make_candidate
from plugins.cors.flask_uses import ExtensionUse
from plugins.cors.manifests import NOTHING, declare_flask_cors
from plugins.cors.origins import literal
from plugins.cors.python_manifests import has_manifests, manifest_of
from plugins.cors.report import CorsReport
from plugins.cors.slots import add_element, line_indent, quote_near

# What a path may hold to be written into code as it stands.
_WRITABLE_PATH = re.compile(r"[\w/.~-]*", re.A)
_ROUTES = re.compile(r"@[\w.]+\.(?:route|get|post|put|patch|delete)\(")


def add_extension(
    workspace: Workspace, application: Application, report: CorsReport, elsewhere: list[ExtensionUse]
) -> tuple[Candidate, ...]:
    """Import flask-cors and set it up, for the failing origin alone, where the application is made.

    ``elsewhere`` are uses for other paths, which have to stay as they are.
    """
    file = application.source
    text, root = workspace.read(file), workspace.tree(file)
    manifest = manifest_of(workspace, application, "flask")
    declared = declare_flask_cors(workspace, manifest)
    if manifest is None and not has_manifests(workspace):
        # Where nothing names packages, they are installed by hand, this one too.
        declared = NOTHING
    creation, brought = creation_of(root, application.variable), flask_import(root)
    if declared is None or creation is None or brought is None:
        return ()
    quote = quote_near("", text)
    credentials = ", supports_credentials=True" if report.has_credentials else ""
    origins = f"origins=[{literal(report.origin or '', quote)}]{credentials}"
    if elsewhere and not _WRITABLE_PATH.fullmatch(_first_part(report)):
        return ()
    if elsewhere:
        origins = f"resources={{{_resource(quote, report)}}}{credentials}"
    edits = [insert_after_line(text, creation, f"CORS({application.variable}, {origins})")]
    if not re.search(r"^\s*from\s+flask_cors\s+import\s+[^\n]*\bCORS\b", text, re.M):
        edits.append(insert_after_line(text, brought, "from flask_cors import CORS"))
    change = Change(file, Action.MODIFY, f"Let {report.origin} in with flask-cors.", tuple(edits))
    title = f"set flask-cors up for {report.origin}"
    return (make_candidate("flask_add_cors", title, (change,), report, declared),)


def creation_of(root: Node, variable: str) -> Node | None:
    """The statement that makes the application."""
    for assignment in root.find_all(kind="assignment"):
        left, right = assignment.field("left"), assignment.field("right")
        if left is None or right is None or left.text() != variable:
            continue
        if re.match(r"(?:flask\.)?\w*(?:Flask|OpenAPI)\(", right.text()):
            return assignment.parent() or assignment
    return None


def flask_import(root: Node) -> Node | None:
    """The statement that brings ``flask`` in."""
    for kind in ("import_from_statement", "import_statement"):
        for statement in root.find_all(kind=kind):
            if re.match(r"(?:from\s+flask\s+import|import\s+flask\b)", statement.text()):
                return statement
    return None


def insert_after_line(text: str, statement: Node, code: str) -> Edit:
    """``code`` on a line of its own after the last line of ``statement``, indented like it."""
    end = text.find("\n", statement.range().end.index)
    end = len(text) if end < 0 else end - (1 if text[end - 1 : end] == "\r" else 0)
    return Edit(end, end, "\n" + line_indent(text, statement.range().start.index) + code)


def _first_part(report: CorsReport) -> str:
    return "/" + report.path.split("?")[0].strip("/").split("/")[0]


def _resource(quote: str, report: CorsReport) -> str:
    """A pattern for the paths below the first part of the failing one, for the failing origin alone."""
    return f"r{quote}{_first_part(report)}/*{quote}: {{{quote}origins{quote}: [{literal(report.origin or '', quote)}]}}"


def add_resource(workspace: Workspace, use: ExtensionUse, report: CorsReport) -> tuple[Candidate, ...]:
    """One more path pattern, for the failing origin alone."""
    value, text = use.written, workspace.read(use.file)
    if value is None:
        return ()
    if not _WRITABLE_PATH.fullmatch(_first_part(report)):
        return ()
    quote = quote_near(value.text(), text)
    place = value.range()
    if value.kind() == "dictionary":
        edit = add_element(value, text, _resource(quote, report))
    else:
        # A bare pattern has no options of its own: as a dictionary it keeps the call's.
        patterns = [value] if value.kind() == "string" else [c for c in value.children() if c.kind() == "string"]
        kept = ", ".join(f"{pattern.text()}: {{}}" for pattern in patterns)
        edit = Edit(place.start.index, place.end.index, f"{{{kept}, {_resource(quote, report)}}}")
    change = Change(use.file, Action.MODIFY, f"Let {report.origin} in there too.", (edit,))
    return (make_candidate("flask_add_resource", f"cover the path for {report.origin}", (change,), report),)


def route_above(definition: Node, decorator: Node) -> Node | None:
    """The last route decorator of the view, if ``decorator`` stands above it; None where it stands below."""
    marks = [child for child in definition.children() if child.kind() == "decorator"]
    routes = [mark for mark in marks if _ROUTES.match(mark.text())]
    above = [route for route in routes if decorator.range().start.index < route.range().start.index]
    return above[-1] if above else None


def move_decorator(
    workspace: Workspace, file: str, decorator: Node, route: Node, report: CorsReport, listed: tuple[str, ...]
) -> tuple[Candidate, ...]:
    """``@cross_origin`` below the route's decorator, so that the route serves the view with its headers.

    ``listed`` are the origins that it lets in by name.
    """
    text = workspace.read(file)
    start, end = decorator.range().start.index, decorator.range().end.index
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end) + 1
    written = text[start:end]
    quote = quote_near("", text)
    limited = f"(origins=[{literal(report.origin or '', quote)}])"
    # As it is, it would let everybody in; it had no effect so far, so nobody loses anything.
    narrowed = re.sub(r"(?<=cross_origin)(?:\(\s*\))?$", lambda _: limited, written)
    found = []
    for code in dict.fromkeys((narrowed, written)):
        edits = (Edit(begin, stop, ""), insert_after_line(text, route, code))
        change = Change(file, Action.MODIFY, "Register the view with its CORS headers.", edits)
        title = "put @cross_origin below the route"
        found.append(make_candidate("flask_cors_order", title, (change,), report, listed=listed))
    return tuple(found)


def declare_only(workspace: Workspace, application: Application, report: CorsReport) -> tuple[Candidate, ...]:
    """Declare the package that the code imports already."""
    declared = declare_flask_cors(workspace, manifest_of(workspace, application, "flask"))
    if declared is None or not declared.changes:
        return ()
    return (make_candidate("flask_declare_cors", "declare flask-cors", (), report, declared),)
