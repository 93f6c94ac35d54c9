"""Where an Express application sets CORS headers: the ``cors`` package, or headers by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Application, Node, RouteTable, Workspace, WorkspaceError
from plugins.cors.allow_list_javascript import call_arguments, string_value, unwrap
from plugins.cors.javascript import SUFFIXES, cors_names, statement_of
from plugins.cors.report import CorsReport
from plugins.cors.server import match_route

HEADER = "access-control-allow-origin"
_TEST_PLACE = re.compile(r"(?:^|/)(?:tests?|__tests__|specs?|e2e|cypress|mocks?)/|\.(?:test|spec)\.", re.I)
_SETTERS = frozenset({"header", "setHeader", "set", "append"})


@dataclass(frozen=True)
class PackageUse:
    """One ``cors(...)`` that is mounted. ``options`` is its argument; ``statement`` the one that mounts it."""

    file: str
    call: Node
    options: Node | None
    mount: Node
    statement: Node
    target: str
    path: str | None


@dataclass(frozen=True)
class HeaderUse:
    """One ``res.setHeader('Access-Control-Allow-Origin', value)``."""

    file: str
    call: Node
    value: Node


def server_files(workspace: Workspace, application: Application) -> list[str]:
    """The application's own files that speak of CORS, its entry first."""
    root = "" if application.root in (".", "") else application.root + "/"
    found = workspace.search("cors", "Access-Control-Allow-Origin", HEADER, suffixes=SUFFIXES)
    own = [path for path in found if path.startswith(root) and not _TEST_PLACE.search(path)]
    return sorted(own, key=lambda path: (path not in (application.source, application.entry), path))


def package_uses(workspace: Workspace, files: list[str]) -> list[PackageUse]:
    """Every mounted use of the package, in the order the files give them."""
    found = []
    for file in files:
        try:
            root, text = workspace.tree(file), workspace.read(file)
        except WorkspaceError:
            continue
        names = cors_names(text)
        for call in root.find_all(kind="call_expression"):
            function = call.field("function")
            if function is None or not (
                function.text() in names or re.fullmatch(r"require\(\s*['\"]cors['\"]\s*\)", function.text())
            ):
                continue
            use = _mounted(root, file, call)
            if use is not None:
                found.append(use)
    return found


def _mounted(root: Node, file: str, call: Node) -> PackageUse | None:
    arguments = call_arguments(call)
    options = arguments[0] if arguments else None
    mount = _mounting_call(call)
    if mount is None:
        parent = call.parent()
        name = parent.field("name") if parent is not None and parent.kind() == "variable_declarator" else None
        if name is None:
            return None
        for user in root.find_all(kind="identifier"):
            if user.text() == name.text() and user.range().start.index > call.range().end.index:
                mount = _mounting_call(user)
                if mount is not None:
                    break
    statement = statement_of(mount) if mount is not None else None
    function = mount.field("function") if mount is not None else None
    target = function.field("object") if function is not None else None
    if mount is None or statement is None or target is None:
        return None
    given = call_arguments(mount)
    path = string_value(given[0]) if given else None
    return PackageUse(file, call, options, mount, statement, target.text(), path)


def _mounting_call(node: Node) -> Node | None:
    """``x.use(node)``, ``x.get('/path', node, handler)``; None when ``node`` is not mounted there."""
    arguments = node.parent()
    call = arguments.parent() if arguments is not None and arguments.kind() == "arguments" else None
    function = call.field("function") if call is not None else None
    if call is None or function is None or function.kind() != "member_expression":
        return None
    called = function.field("property")
    wanted = ("use", "get", "post", "put", "patch", "delete", "all", "options")
    return call if called is not None and called.text() in wanted else None


def header_uses(workspace: Workspace, files: list[str]) -> list[HeaderUse]:
    """Every place that sets the header by hand on a response."""
    found = []
    for file in files:
        try:
            root = workspace.tree(file)
        except WorkspaceError:
            continue
        for call in root.find_all(kind="call_expression"):
            function = call.field("function")
            called = function.field("property") if function and function.kind() == "member_expression" else None
            if called is None or called.text() not in _SETTERS:
                continue
            arguments = call_arguments(call)
            if len(arguments) == 2 and (string_value(arguments[0]) or "").lower() == HEADER:
                found.append(HeaderUse(file, call, arguments[1]))
            elif len(arguments) == 1 and unwrap(arguments[0]).kind() == "object":
                found += _in_object(file, call, unwrap(arguments[0]))
    return found


def _in_object(file: str, call: Node, given: Node) -> list[HeaderUse]:
    found = []
    for pair in given.children():
        key, value = pair.field("key") if pair.kind() == "pair" else None, pair.field("value")
        if key is not None and value is not None and key.text().strip("'\"").lower() == HEADER:
            found.append(HeaderUse(file, call, value))
    return found


def covers(use: PackageUse, application: Application, table: RouteTable, report: CorsReport) -> bool:
    """Whether the use stands in the way of the reported request."""
    path = report.path.split("?")[0]
    called = use.mount.field("function")
    method = called.field("property") if called is not None else None
    is_middleware = method is not None and method.text() == "use"
    if use.target == application.variable or use.file == application.source:
        if use.path is None or use.path in ("*", "/*", "(.*)"):
            return is_middleware or (method is not None and method.text() == "all")
        prefix = use.path.rstrip("/*")
        return path == prefix or (is_middleware and path.startswith(prefix + "/"))
    served = {route.file for route in match_route(table, path)}
    if use.file in served:
        return is_middleware and use.path is None
    # Another file that takes the application and sets it up.
    return is_middleware and use.path is None and not served.intersection({use.file})
