"""Recipes for Express: mount cors, and declare the package that is loaded already."""

from __future__ import annotations

import re
from dataclasses import replace

from autofix.sdk import Action, Application, Candidate, Change, Edit, Node, RouteTable, Workspace
from plugins.cors.candidates import make_candidate
from plugins.cors.express_coverage import is_router
from plugins.cors.express_uses import PackageUse
from plugins.cors.javascript import (
    TYPESCRIPT,
    cors_import,
    cors_names,
    express_import,
    has_semicolons,
    insert_after,
    insert_before,
    quote_of,
    remove_lines,
    statement_of,
)
from plugins.cors.manifests import declare_npm
from plugins.cors.origins import literal
from plugins.cors.report import CorsReport

_AROUND = frozenset(
    (
        "await_expression",
        "parenthesized_expression",
        "member_expression",
        "call_expression",
        "non_null_expression",
    )
)
_FIELDS = ("public_field_definition", "field_definition")
# What a path may hold to be written into code as it stands.
_WRITABLE_PATH = re.compile(r"[\w/.~-]*", re.A)
_CREATES = re.compile(r"(?:express(?:\.default)?|require\(\s*['\"]express['\"]\s*\))\s*\(\s*\)$")


def add_middleware(
    workspace: Workspace,
    application: Application,
    report: CorsReport,
    elsewhere: list[PackageUse],
) -> tuple[Candidate, ...]:
    """Import cors and mount it, for the failing origin alone, as soon as the application exists.

    ``elsewhere`` are uses for other paths: preflights there have to go on reaching them.
    """
    file = application.source
    text, root = workspace.read(file), workspace.tree(file)
    declared = declare_npm(workspace, application.root, is_typescript=file.endswith(TYPESCRIPT))
    creation = creation_of(root, application.variable)
    if declared is None or creation is None:
        return ()
    names = cors_names(text)
    name = names[0] if names else ("cors" if not re.search(r"\bcors\b", bare_code(text)) else "corsMiddleware")
    quote, end = quote_of(text), ";" if has_semicolons(text) else ""
    credentials = ", credentials: true" if report.has_credentials else ""
    options = f"{{ origin: {literal(report.origin or '', quote)}{credentials} }}"
    prefix = _free_prefix(workspace, workspace.routes(application), elsewhere, report.path.split("?")[0])
    if not _WRITABLE_PATH.fullmatch(prefix):
        return ()
    limited = f"{quote}{prefix}{quote}, " if prefix else ""
    mount = f"{application.variable}.use({limited}{name}({options})){end}"
    edits = [mount_edit(text, file, creation, mount, elsewhere)]
    if not names:
        edits.append(import_edit(text, root, creation, name))
    change = Change(file, Action.MODIFY, f"Let {report.origin} in with the cors middleware.", tuple(edits))
    title = f"mount cors for {report.origin}" + (f" at {prefix}" if prefix else "")
    return (make_candidate("express_add_cors", title, (change,), report, declared),)


def mount_ahead(
    workspace: Workspace, application: Application, report: CorsReport, late: PackageUse
) -> tuple[Candidate, ...]:
    """Mount cors where the application is made, instead of in another file once its routes are there."""
    found = add_middleware(workspace, application, report, [])
    if not found or late.mount is None:
        return ()
    text, statement = workspace.read(late.file), late.mount.statement.range()
    end = statement.end.index + (text[statement.end.index : statement.end.index + 1] == ";")
    edit = remove_lines(text, statement.start.index, end)
    moved = Change(late.file, Action.MODIFY, "It came after the routes and had no effect on them.", (edit,))
    title = "mount cors ahead of the routes"
    return tuple(
        replace(each, strategy="recipe:express_cors_order", title=title, changes=(*each.changes, moved))
        for each in found
    )


def import_edit(
    text: str, root: Node, creation: Node, name: str, framework: str = "express", module: str = "cors"
) -> Edit:
    """The import of ``module`` behind the framework's own."""
    brought = express_import(root, framework)
    line = cors_import(brought.text() if brought is not None else "", name, text, module)
    is_apart = brought is not None and brought.range().start.index < creation.range().start.index
    if brought is not None and is_apart:
        return insert_after(text, brought, line)
    return insert_before(text, creation, line)


def mount_edit(text: str, file: str, creation: Node, mount: str, elsewhere: list[PackageUse]) -> Edit:
    """After the uses for other paths that stand in the same block, else right after the creation."""
    after = creation
    for use in elsewhere:
        if use.mount is None or use.mount.file != file or use.mount.method != "use":
            continue
        if use.mount.statement.parent() == creation.parent() and use.mount.statement.range().start.index > (
            after.range().start.index
        ):
            after = use.mount.statement
    if creation.kind() not in _FIELDS:
        return insert_after(text, after, mount)
    body = next((place for place in creation.ancestors() if place.kind() == "class_body"), creation)
    for method in body.children():
        name, block = method.field("name"), method.field("body")
        if name is not None and name.text() == "constructor" and block is not None:
            first = next((child for child in block.children() if child.is_named()), None)
            if first is not None:
                is_super = first.text().startswith("super(")
                return insert_after(text, first, mount) if is_super else insert_before(text, first, mount)
    return insert_after(text, creation, mount)


def _free_prefix(workspace: Workspace, table: RouteTable, elsewhere: list[PackageUse], path: str) -> str:
    """The shortest prefix of ``path`` that no use for other paths lies below; empty if there is none of these."""
    taken: list[str] = []
    for use in elsewhere:
        if use.mount is None:
            continue
        if use.mount.paths:
            taken += use.mount.paths
        elif is_router(workspace, use.mount):
            taken += [route.path for route in table.routes if route.file == use.mount.file]
    if not taken:
        return ""
    parts = path.strip("/").split("/")
    for count in range(1, len(parts) + 1):
        prefix = "/" + "/".join(parts[:count])
        if not any(other == prefix or other.startswith(prefix + "/") for other in taken):
            return prefix
    return path


def bare_code(text: str) -> str:
    """The text without comments and strings, as far as names matter."""
    return re.sub(r"//[^\n]*|/\*.*?\*/|'[^'\n]*'|\"[^\"\n]*\"", "", text, flags=re.S)


def creation_of(
    root: Node, variable: str, creates: re.Pattern[str] = _CREATES, kind: str = "call_expression"
) -> Node | None:
    """The statement, or the class' field, that makes the application."""
    for call in root.find_all(kind=kind):
        if not creates.search(call.text()):
            continue
        for place in call.ancestors():
            name = place.field("name") or place.field("left") or place.field("property")
            if place.kind() in _FIELDS:
                return place if name is not None and f"this.{name.text()}" == variable else None
            if place.kind() in _AROUND and name is None:
                continue
            if place.kind() not in ("variable_declarator", "assignment_expression", "as_expression"):
                break
            if name is not None and name.text() == variable:
                return statement_of(place)
    return None


def declare_only(
    workspace: Workspace, application: Application, report: CorsReport, file: str
) -> tuple[Candidate, ...]:
    """Declare the package that ``file`` loads already."""
    declared = declare_npm(workspace, application.root, is_typescript=file.endswith(TYPESCRIPT))
    if declared is None or not declared.changes:
        return ()
    return (make_candidate("express_declare_cors", "declare the package cors", (), report, declared),)
