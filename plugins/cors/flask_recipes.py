"""Recipes for Flask: set flask-cors up, admit an origin, widen its paths, put decorators in order."""

from __future__ import annotations

import re

from autofix.sdk import Action, Application, Candidate, Change, Edit, Node, Workspace
from plugins.cors.allow_list import AllowList
from plugins.cors.allow_list_python import add_to_slot, string_value
from plugins.cors.cause import is_near_miss
from plugins.cors.env_files import find_env_value
from plugins.cors.flask_uses import ExtensionUse
from plugins.cors.manifests import Declared, declare_flask_cors
from plugins.cors.report import CorsReport


def add_extension(workspace: Workspace, application: Application, report: CorsReport) -> tuple[Candidate, ...]:
    """Import flask-cors and set it up, for the failing origin alone, where the application is made."""
    file = application.source
    text, root = workspace.read(file), workspace.tree(file)
    declared = declare_flask_cors(workspace, application.manifest)
    creation = _creation(root)
    brought = _flask_import(root)
    if declared is None or creation is None or brought is None:
        return ()
    statement, variable = creation
    quote = _quote(text)
    credentials = ", supports_credentials=True" if report.has_credentials else ""
    setup = f"CORS({variable}, origins=[{quote}{report.origin}{quote}]{credentials})"
    edits = [_after(text, statement, setup)]
    if not re.search(r"^\s*from\s+flask_cors\s+import\s+[^\n]*\bCORS\b", text, re.M):
        edits.append(_after(text, brought, "from flask_cors import CORS"))
    change = Change(file, Action.MODIFY, f"Let {report.origin} in with flask-cors.", tuple(edits))
    return (_candidate("recipe:flask_add_cors", f"set flask-cors up for {report.origin}", (change,), report, declared),)


def _creation(root: Node) -> tuple[Node, str] | None:
    for assignment in root.find_all(kind="assignment"):
        left, right = assignment.field("left"), assignment.field("right")
        if left is not None and right is not None and re.match(r"(?:flask\.)?Flask\(", right.text()):
            statement = assignment.parent()
            return (statement if statement is not None else assignment), left.text()
    return None


def _flask_import(root: Node) -> Node | None:
    for kind in ("import_from_statement", "import_statement"):
        for statement in root.find_all(kind=kind):
            if re.match(r"(?:from\s+flask\s+import|import\s+flask\b)", statement.text()):
                return statement
    return None


def _after(text: str, statement: Node, code: str) -> Edit:
    end = text.find("\n", statement.range().end.index)
    end = len(text) if end < 0 else end - (1 if text[end - 1 : end] == "\r" else 0)
    start = statement.range().start.index
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return Edit(end, end, "\n" + line[: len(line) - len(line.lstrip())] + code)


def add_origin(workspace: Workspace, allowed: AllowList, report: CorsReport) -> tuple[Candidate, ...]:
    """Mend the entry that was meant for the origin, or add one where the list takes it."""
    origin = report.origin or ""
    for entry in allowed.entries:
        if (
            not entry.value
            or entry.env
            or not is_near_miss(entry.value, origin)
            or string_value(entry.node) != entry.value
        ):
            continue
        text = entry.node.text()
        at = entry.node.range().start.index + text.index(entry.value)
        description = f"An origin has scheme, host and port only: {entry.value!r} never matches {origin}."
        change = Change(entry.file, Action.MODIFY, description, (Edit(at, at + len(entry.value), origin),))
        return (_candidate("recipe:flask_mend_origin", f"write {origin} as browsers send it", (change,), report),)
    for slot in allowed.slots:
        start, end, new = add_to_slot(slot, workspace.read(slot.file), origin)
        change = Change(slot.file, Action.MODIFY, f"Let {origin} in.", (Edit(start, end, new),))
        return (_candidate("recipe:flask_add_origin", f"add {origin} to the allow-list", (change,), report),)
    return ()


def change_env_value(
    workspace: Workspace, application: Application, allowed: AllowList, report: CorsReport
) -> tuple[Candidate, ...]:
    """Mend or extend the value that a committed ``.env`` file gives."""
    origin = report.origin or ""
    for entry in allowed.entries:
        found = find_env_value(workspace, application.root, entry.env) if entry.env else None
        if found is None:
            continue
        parts = [part.strip() for part in found.value.split(",")]
        near = next((part for part in parts if part and is_near_miss(part, origin)), None)
        outer = [place.text() for place in entry.node.ancestors()[:3]]
        if near is not None:
            value = found.value.replace(near, origin, 1)
        elif any(".split(" in text for text in outer):
            value = f"{found.value},{origin}" if found.value else origin
        elif not found.value:
            value = origin
        else:
            continue
        change = Change(found.file, Action.MODIFY, f"Let {origin} in.", (Edit(found.start, found.end, value),))
        return (_candidate("recipe:flask_env_origin", f"set {entry.env} to let {origin} in", (change,), report),)
    return ()


def add_header_origin(
    workspace: Workspace, file: str, value: Node, allowed: AllowList, report: CorsReport
) -> tuple[Candidate, ...]:
    """A header takes one value: answer the failing origin with itself and everybody else as before."""
    origin = report.origin or ""
    text = workspace.read(file)
    near = next((e for e in allowed.entries if e.value and not e.env and is_near_miss(e.value, origin)), None)
    if near is not None and near.value is not None and string_value(near.node) == near.value:
        return add_origin(workspace, AllowList([near]), report)
    if not allowed.entries:
        return ()
    quote = _quote(text)
    wanted = f"{quote}{origin}{quote}"
    start, end = value.range().start.index, value.range().end.index
    new = f"{wanted} if request.headers.get({quote}Origin{quote}) == {wanted} else {value.text()}"
    edits = [Edit(start, end, new)]
    if not re.search(r"^\s*from\s+flask\s+import\s+(?:\([^)]*|[^\n]*)\brequest\b", text, re.M):
        brought = _flask_import(workspace.tree(file))
        if brought is None:
            return ()
        edits.append(_after(text, brought, "from flask import request"))
    change = Change(file, Action.MODIFY, f"Let {origin} in, and everybody else as before.", tuple(edits))
    return (_candidate("recipe:flask_header_origin", f"answer {origin} with itself", (change,), report),)


def add_resource(workspace: Workspace, use: ExtensionUse, report: CorsReport) -> tuple[Candidate, ...]:
    """One more path pattern, for the failing origin alone."""
    value = next((c.field("value") for c in use.call.find_all(kind="keyword_argument") if _named(c, "resources")), None)
    if value is None or value.kind() != "dictionary":
        return ()
    pairs = [child for child in value.children() if child.kind() == "pair"]
    if not pairs:
        return ()
    text = workspace.read(use.file)
    quote = _quote(text)
    first = "/" + report.path.split("?")[0].strip("/").split("/")[0]
    new = f"r{quote}{first}/*{quote}: {{{quote}origins{quote}: [{quote}{report.origin}{quote}]}}"
    last = pairs[-1]
    end = last.range().end.index
    if last.range().start.line == value.range().start.line:
        edit = Edit(end, end, f", {new}")
    else:
        start = last.range().start.index
        line = text[text.rfind("\n", 0, start) + 1 : start]
        edit = Edit(end, end, f",\n{line[: len(line) - len(line.lstrip())]}{new}")
    change = Change(use.file, Action.MODIFY, f"Let {report.origin} in at {first}/.", (edit,))
    return (_candidate("recipe:flask_add_resource", f"cover {first}/ for {report.origin}", (change,), report),)


def _named(argument: Node, name: str) -> bool:
    found = argument.field("name")
    return found is not None and found.text() == name


def swap_decorators(
    workspace: Workspace, file: str, decorator: Node, routed: Node, report: CorsReport
) -> tuple[Candidate, ...]:
    """The route's decorator first, so that it serves the view with its headers."""
    edits = (
        Edit(decorator.range().start.index, decorator.range().end.index, routed.text()),
        Edit(routed.range().start.index, routed.range().end.index, decorator.text()),
    )
    change = Change(file, Action.MODIFY, "Register the view with its CORS headers.", edits)
    return (_candidate("recipe:flask_cors_order", "put @cross_origin below the route", (change,), report),)


def declare_only(workspace: Workspace, application: Application, report: CorsReport) -> tuple[Candidate, ...]:
    """Declare the package that the code imports already."""
    declared = declare_flask_cors(workspace, application.manifest)
    if declared is None or not declared.changes:
        return ()
    return (_candidate("recipe:flask_declare_cors", "declare flask-cors", (), report, declared),)


def _quote(text: str) -> str:
    return "'" if text.count("'") > text.count('"') else '"'


def _candidate(
    strategy: str, title: str, changes: tuple[Change, ...], report: CorsReport, declared: Declared | None = None
) -> Candidate:
    more = declared or Declared((), ())
    return Candidate(
        strategy=strategy,
        title=title,
        changes=(*changes, *more.changes),
        dependencies=more.dependencies,
        access=(report.origin,) if report.origin else (),
    )
