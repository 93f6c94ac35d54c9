"""Which middleware stands in a request's way, and which routes answer ahead of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from autofix.sdk import Application, Node, RouteTable, Workspace, WorkspaceError
from plugins.cors.express_uses import Mount, mount_of
from plugins.cors.server import is_plain, match_route
from plugins.cors.switches import takes_first
from plugins.cors.syntax_javascript import FUNCTIONS, call_arguments, string_value

_EVERYWHERE = frozenset({"*", "/*", "/", "(.*)", "/(.*)", "/{*splat}", "*splat", "/*splat"})
_IMPORT = re.compile(r"(?:\bfrom\s*|\brequire\(\s*|\bimport\s*\(?\s*)['\"]([^'\"\n]+)['\"]")
MAX_FILES = 60

_TURNS_AWAY = re.compile(r"\.\s*(?:status|sendStatus|writeHead)\(\s*(?:401|403)\b")
_ASKS_METHOD = re.compile(r"['\"]OPTIONS['\"]")


def covers(workspace: Workspace, mount: Mount | None, table: RouteTable, path: str) -> bool:
    """Whether what is mounted there meets a request for ``path``."""
    if mount is None:
        return True
    if mount.method not in ("use", "all"):
        # For one route alone; options() answers preflights and nothing else.
        return mount.method != "options" and any(_is_path(given, path) for given in mount.paths)
    if not is_router(workspace, mount):
        if not mount.paths or any(given in _EVERYWHERE for given in mount.paths):
            return True
        return any(_is_below(given, path) for given in mount.paths)
    served = {route.file for route in match_route(table, path)}
    is_served = mount.file in served or leads_to(workspace, mount.file, served)
    return is_served and (not mount.paths or any(given in _EVERYWHERE or given in path for given in mount.paths))


def is_router(workspace: Workspace, mount: Mount) -> bool:
    """Whether the mount's target is a router, and not the application."""
    definition = workspace.definition(mount.file, mount.target)
    return definition is not None and re.search(r"Router\s*\(", definition.node.text()[:80]) is not None


def _is_path(given: str, path: str) -> bool:
    if not is_plain(given):
        return False
    pattern = re.sub(r":\w+\\?\??", "[^/]+", re.escape(given.rstrip("/") or "/").replace(r"\:", ":"))
    return re.fullmatch(pattern, path.rstrip("/") or "/", re.I) is not None


def _is_below(given: str, path: str) -> bool:
    prefix = re.sub(r"(?:/?\*|/\(\.\*\)|/\{\*\w+\})$", "", given).rstrip("/").lower()
    return path.lower() == prefix or path.lower().startswith(prefix + "/")


def leads_to(workspace: Workspace, file: str, served: Iterable[str]) -> bool:
    """Whether ``file`` imports one of the files ``served``, directly or not."""
    wanted = set(served)
    seen, pending = {file}, [file]
    while pending and len(seen) < MAX_FILES:
        current = pending.pop()
        try:
            text = workspace.read(current)
        except WorkspaceError:
            continue
        for match in _IMPORT.finditer(text):
            target = workspace.resolve_import(current, match[1])
            if target in wanted:
                return True
            if target is not None and target not in seen:
                seen.add(target)
                pending.append(target)
    return False


def is_switched_off(node: Node, is_production: bool | None) -> bool:
    """Whether ``node`` stands in the branch of a switch on the environment that does not run."""
    inner = node
    for place in node.ancestors():
        if place.kind() in FUNCTIONS:
            break
        if place.kind() == "if_statement":
            condition, first = place.field("condition"), place.field("consequence")
            takes = takes_first(condition.text(), is_production) if condition is not None else None
            if takes is not None and first is not None:
                return takes is not (first == inner)
        inner = place
    return False


def earlier_guard(workspace: Workspace, mount: Mount) -> Node | None:
    """The first middleware for every path ahead of the mount, in the same block, that may turn a request away.

    A preflight carries no token, so that it is turned away without a header.
    """
    block = mount.statement.parent()
    for sibling in block.children() if block is not None else ():
        if sibling.range().start.index >= mount.statement.range().start.index:
            return None
        call = sibling.find(kind="call_expression") if sibling.kind() == "expression_statement" else None
        given = call_arguments(call) if call is not None else []
        if call is None or len(given) != 1 or not call.text().startswith(f"{mount.target}.use("):
            continue
        node = given[0]
        if node.kind() in ("identifier", "member_expression"):
            found = workspace.definition(mount.file, node.text())
            node = found.node if found is not None else node
        if node.kind() in FUNCTIONS and _TURNS_AWAY.search(node.text()) and not _ASKS_METHOD.search(node.text()):
            return sibling
    return None


def earlier_route(workspace: Workspace, application: Application, mount: Mount, path: str) -> Node | None:
    """The first statement ahead of the mount, in the same block, that answers ``path`` itself."""
    block = mount.statement.parent()
    routes = match_route(workspace.routes(application), path)
    # What answers preflights alone leaves the request itself to what comes later.
    lines = {route.line for route in routes if route.file == mount.file and route.method != "OPTIONS"}
    if block is None:
        return None
    for sibling in block.children():
        if sibling.range().start.index >= mount.statement.range().start.index:
            return None
        if sibling.kind() != "expression_statement":
            continue
        first, last = sibling.range().start.line + 1, sibling.range().end.line + 1
        is_on_target = sibling.text().startswith(mount.target + ".")
        if is_on_target and any(first <= line <= last for line in lines):
            return sibling
        if _hands_on(workspace, mount, sibling, path, {route.file for route in routes}):
            return sibling
    return None


def _hands_on(workspace: Workspace, mount: Mount, statement: Node, path: str, served: set[str]) -> bool:
    """Whether the statement mounts a router for ``path``, or gives the application to a file that has its route."""
    call = next((child for child in statement.children() if child.kind() == "call_expression"), None)
    given = call_arguments(call) if call is not None else []
    if call is None or not given:
        return False
    function = call.field("function")
    if function is not None and any(argument.text() == mount.target for argument in given):
        return is_of(workspace, mount.file, function, served)
    other = mount_of(mount.file, given[-1])
    if other is None or other.target != mount.target or other.method != "use":
        return False
    if other.paths and not any(given in _EVERYWHERE or _is_below(given, path) for given in other.paths):
        return False
    return is_of(workspace, mount.file, given[-1], served)


def is_of(workspace: Workspace, file: str, node: Node, served: set[str]) -> bool:
    """Whether ``node`` names, requires or creates something of a file that serves the path."""
    required = re.search(r"require\(\s*['\"]([^'\"]+)['\"]", node.text())
    target = workspace.resolve_import(file, required[1]) if required else None
    if target is None and string_value(node) is None:
        name = re.match(r"[\w$.]+", node.text())
        definition = workspace.definition(file, name[0]) if name else None
        if definition is None and name and name[0].endswith((".routes", ".middleware")):
            # What a router of Koa gives for its routes.
            definition = workspace.definition(file, name[0].rpartition(".")[0])
        if definition is None:
            return False
        is_own = definition.file == file and re.search(r"Router\s*\(", definition.node.text()[:80])
        if definition.file == file and not is_own and definition.node.kind() not in FUNCTIONS:
            return False
        target = definition.file
    return target is not None and (target in served or (target != file and leads_to(workspace, target, served)))
