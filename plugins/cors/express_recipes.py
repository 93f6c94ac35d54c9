"""Recipes for Express: mount cors, admit an origin, move it ahead of the routes, declare the package."""

from __future__ import annotations

import re

from autofix.sdk import Action, Application, Candidate, Change, Edit, Node, Risk, Workspace
from plugins.cors.allow_list import AllowList, Entry
from plugins.cors.allow_list_javascript import FUNCTIONS, add_to_slot
from plugins.cors.cause import is_near_miss
from plugins.cors.env_files import find_env_value
from plugins.cors.express_uses import PackageUse
from plugins.cors.javascript import (
    TYPESCRIPT,
    cors_import,
    cors_names,
    express_import,
    has_semicolons,
    indent_of,
    insert_after,
    insert_before,
    quote_of,
    remove_statement,
    statement_of,
)
from plugins.cors.manifests import Declared, declare_npm
from plugins.cors.report import CorsReport


def add_middleware(workspace: Workspace, application: Application, report: CorsReport) -> tuple[Candidate, ...]:
    """Import cors and mount it, for the failing origin alone, as soon as the application exists."""
    file = application.source
    text, root = workspace.read(file), workspace.tree(file)
    declared = declare_npm(workspace, application.root, is_typescript=file.endswith(TYPESCRIPT))
    if declared is None:
        return ()
    creation = _creation(root, application.variable)
    if creation is None:
        return ()
    names = cors_names(text)
    name = names[0] if names else ("cors" if not re.search(r"\bcors\b", _code(text)) else "corsMiddleware")
    quote, end = quote_of(text), ";" if has_semicolons(text) else ""
    credentials = ", credentials: true" if report.has_credentials else ""
    mount = f"{application.variable}.use({name}({{ origin: {quote}{report.origin}{quote}{credentials} }})){end}"
    edits = [insert_after(text, creation, mount)]
    if not names:
        brought = express_import(root)
        line = cors_import(brought.text() if brought is not None else "", name, text)
        is_apart = brought is not None and brought.range().start.index < creation.range().start.index
        edits.append(
            insert_after(text, brought, line)
            if brought is not None and is_apart
            else insert_before(text, creation, line)
        )
    change = Change(file, Action.MODIFY, f"Let {report.origin} in with the cors middleware.", tuple(edits))
    return (_candidate("recipe:express_add_cors", f"mount cors for {report.origin}", (change,), report, declared),)


def _code(text: str) -> str:
    """The text without comments and strings, as far as names matter."""
    return re.sub(r"//[^\n]*|/\*.*?\*/|'[^'\n]*'|\"[^\"\n]*\"", "", text, flags=re.S)


def _creation(root: Node, variable: str) -> Node | None:
    """The statement that makes the application."""
    for call in root.find_all(kind="call_expression"):
        parent = call.parent()
        if parent is None:
            continue
        name = parent.field("name") or parent.field("left")
        if name is not None and name.text() == variable and re.search(r"express['\")\s]*\(\s*\)$", call.text()):
            return statement_of(call)
    return None


def add_origin(workspace: Workspace, allowed: AllowList, report: CorsReport) -> tuple[Candidate, ...]:
    """Mend the entry that was meant for the origin, or add one where the list takes it."""
    origin = report.origin or ""
    meant = next((e for e in allowed.entries if e.value and not e.env and is_near_miss(e.value, origin)), None)
    if meant is not None and _is_only_an_origin(workspace, meant, allowed):
        return (_mend(workspace, meant, origin, report),)
    for slot in allowed.slots:
        start, end, new = add_to_slot(slot, workspace.read(slot.file), origin)
        change = Change(slot.file, Action.MODIFY, f"Let {origin} in.", (Edit(start, end, new),))
        return (_candidate("recipe:express_add_origin", f"add {origin} to the allow-list", (change,), report),)
    return ()


def _is_only_an_origin(workspace: Workspace, entry: Entry, allowed: AllowList) -> bool:
    """Whether the literal serves the allow-list alone, so that changing it changes nothing else."""
    if entry.value is None or "," in entry.node.text():
        return False
    parent = entry.node.parent()
    if parent is None or parent.kind() != "variable_declarator":
        return True
    name = parent.field("name")
    uses = len(re.findall(rf"\b{re.escape(name.text())}\b", workspace.read(entry.file))) if name is not None else 3
    return uses <= 2 and not any(slot.kind == "array" for slot in allowed.slots)


def _mend(workspace: Workspace, entry: Entry, origin: str, report: CorsReport) -> Candidate:
    inner = entry.node.range().start.index + 1, entry.node.range().end.index - 1
    description = f"An origin has scheme, host and port only: {entry.value!r} never matches {origin}."
    change = Change(entry.file, Action.MODIFY, description, (Edit(*inner, origin),))
    return _candidate("recipe:express_mend_origin", f"write {origin} as browsers send it", (change,), report)


def change_env_value(
    workspace: Workspace, application: Application, allowed: AllowList, report: CorsReport
) -> tuple[Candidate, ...]:
    """Mend or extend the value that a committed ``.env`` file gives."""
    origin = report.origin or ""
    for name in allowed.env_names():
        found = find_env_value(workspace, application.root, name)
        if found is None:
            continue
        parts = [part.strip() for part in found.value.split(",")]
        near = next((part for part in parts if part and is_near_miss(part, origin)), None)
        is_split = any(e.env == name and e.node.parent() is not None and _is_split(e.node) for e in allowed.entries)
        if near is not None:
            value = found.value.replace(near, origin, 1)
        elif is_split:
            value = f"{found.value},{origin}" if found.value else origin
        elif not found.value:
            value = origin
        else:
            continue
        change = Change(found.file, Action.MODIFY, f"Let {origin} in.", (Edit(found.start, found.end, value),))
        return (_candidate("recipe:express_env_origin", f"set {name} to let {origin} in", (change,), report),)
    return ()


def _is_split(node: Node) -> bool:
    for place in node.ancestors():
        if place.kind() in FUNCTIONS or place.kind().endswith("statement"):
            return False
        if place.kind() == "call_expression":
            function = place.field("function")
            if function is not None and function.text().endswith(".split"):
                return True
    return False


def add_header_origin(
    workspace: Workspace, file: str, value: Node, allowed: AllowList, report: CorsReport
) -> tuple[Candidate, ...]:
    """A header takes one value: answer the failing origin with itself and everybody else as before."""
    origin = report.origin or ""
    text = workspace.read(file)
    meant = next((e for e in allowed.entries if e.value and not e.env and is_near_miss(e.value, origin)), None)
    if meant is not None and _is_only_an_origin(workspace, meant, allowed):
        return (_mend(workspace, meant, origin, report),)
    request = _request_name(value)
    if request is None or not allowed.entries:
        return ()
    quote, end = quote_of(text), ";" if has_semicolons(text) else ""
    start, stop = value.range().start.index, value.range().end.index
    new = f"{request}.headers.origin === {quote}{origin}{quote} ? {quote}{origin}{quote} : {value.text()}"
    edits = [Edit(start, stop, new)]
    statement = statement_of(value)
    response = re.match(r"(\w+)\.", statement.text()) if statement is not None else None
    if statement is not None and response and not re.search(r"['\"]Vary['\"]|\.vary\(", text):
        edits.append(insert_after(text, statement, f"{response[1]}.vary({quote}Origin{quote}){end}"))
    change = Change(file, Action.MODIFY, f"Let {origin} in, and everybody else as before.", tuple(edits))
    return (_candidate("recipe:express_header_origin", f"answer {origin} with itself", (change,), report),)


def _request_name(value: Node) -> str | None:
    """The name that the handler around ``value`` gives its request."""
    for place in value.ancestors():
        if place.kind() not in FUNCTIONS:
            continue
        parameters = place.field("parameters")
        names = [c for c in parameters.children() if c.is_named()] if parameters is not None else []
        if len(names) >= 2:
            first = names[0].field("pattern") or names[0]
            # (err, req, res, next) is an error handler.
            chosen = names[1] if len(names) == 4 else first
            name = re.match(r"\w+", chosen.text())
            return name[0] if name and not name[0].startswith("_") else None
    return None


def move_before_routes(
    workspace: Workspace, use: PackageUse, blocker: Node, report: CorsReport
) -> tuple[Candidate, ...]:
    """Move the mounting statement, with what it needs, ahead of the first route that answers."""
    text = workspace.read(use.file)
    moved = [*_needed_between(use, blocker), use.statement]
    indent = indent_of(text, blocker.range().start.index)
    lines = []
    for statement in moved:
        code = text[statement.range().start.index : statement.range().end.index]
        end = statement.range().end.index
        lines.append(code + (";" if text[end : end + 1] == ";" else ""))
    edits = [remove_statement(text, statement) for statement in moved]
    start = blocker.range().start.index
    edits.append(Edit(start, start, ("\n" + indent).join(lines) + "\n" + indent))
    change = Change(use.file, Action.MODIFY, "Mount cors ahead of the routes it is for.", tuple(edits))
    return (_candidate("recipe:express_cors_order", "mount cors ahead of the routes", (change,), report),)


def _needed_between(use: PackageUse, blocker: Node) -> list[Node]:
    """Declarations between the blocker and the use that the use needs, in their order."""
    block = use.statement.parent()
    if block is None:
        return []
    between = [
        sibling
        for sibling in block.children()
        if blocker.range().start.index < sibling.range().start.index < use.statement.range().start.index
        and sibling.kind() in ("lexical_declaration", "variable_declaration")
    ]
    needed: list[Node] = []
    wanted = use.statement.text()
    for statement in reversed(between):
        names = [n.text() for d in statement.find_all(kind="variable_declarator") if (n := d.field("name"))]
        if any(re.search(rf"\b{re.escape(name)}\b", wanted) for name in names):
            needed.insert(0, statement)
            wanted += statement.text()
    return needed


def declare_only(
    workspace: Workspace, application: Application, report: CorsReport, uses: list[PackageUse]
) -> tuple[Candidate, ...]:
    """Declare the package that the code loads already."""
    file = uses[0].file if uses else application.source
    declared = declare_npm(workspace, application.root, is_typescript=file.endswith(TYPESCRIPT))
    if declared is None or not declared.changes:
        return ()
    return (_candidate("recipe:express_declare_cors", "declare the package cors", (), report, declared),)


def _candidate(
    strategy: str, title: str, changes: tuple[Change, ...], report: CorsReport, declared: Declared | None = None
) -> Candidate:
    more = declared or Declared((), ())
    return Candidate(
        strategy=strategy,
        title=title,
        changes=(*changes, *more.changes),
        risk=Risk.CURSORY_REVIEW,
        dependencies=more.dependencies,
        access=(report.origin,) if report.origin else (),
    )
