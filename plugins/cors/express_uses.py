"""Where an Express application mounts the ``cors`` package, and with which options."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Application, Node, Workspace, WorkspaceError
from plugins.cors.allow_list import AllowList, Reading, unreadable
from plugins.cors.assignments import current_value
from plugins.cors.javascript import SUFFIXES, cors_names, statement_of
from plugins.cors.node_options import open_options
from plugins.cors.origin_option import read_allow_list
from plugins.cors.returned_javascript import resolved
from plugins.cors.syntax_javascript import FUNCTIONS, call_arguments, string_value, unwrap

HEADER = "access-control-allow-origin"
_TEST_PLACE = re.compile(r"(?:^|/)(?:tests?|__tests__|specs?|e2e|cypress|mocks?)/|\.(?:test|spec)\.", re.I)
_MOUNTING = frozenset({"use", "get", "post", "put", "patch", "delete", "all", "options"})
_REQUIRED = re.compile(r"require\(\s*['\"](?:cors|@koa/cors|koa2-cors)['\"]\s*\)")
MAX_CHAIN = 30
_NO_PATHS: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mount:
    """A statement that hands middleware to an application or a router.

    ``target`` is what it is called on, ``method`` how (``use``, ``get``);
    ``paths`` are the paths it is limited to, empty for none.
    """

    file: str
    call: Node
    statement: Node
    target: str
    method: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class PackageUse:
    """One ``cors(options)``; ``mount`` is None where another file mounts what this one exports."""

    file: str
    call: Node
    options: Node | None
    mount: Mount | None


def server_files(workspace: Workspace, application: Application) -> list[str]:
    """The application's own files that speak of CORS, its source first."""
    root = "" if application.root in (".", "") else application.root + "/"
    found = workspace.search("cors", "Access-Control-Allow-Origin", HEADER, suffixes=SUFFIXES)
    own = [path for path in found if path.startswith(root) and not _TEST_PLACE.search(path)]
    return sorted(own, key=lambda path: (path not in (application.source, application.entry), path))


def package_uses(workspace: Workspace, files: list[str], packages: tuple[str, ...] = ("cors",)) -> list[PackageUse]:
    """Every use of the package that is mounted or exported, in the order the files give them."""
    found = []
    for file in files:
        try:
            root, text = workspace.tree(file), workspace.read(file)
        except WorkspaceError:
            continue
        names = cors_names(text, *packages)
        for call in root.find_all(kind="call_expression"):
            function = call.field("function")
            if function is not None and (function.text() in names or _REQUIRED.fullmatch(function.text())):
                found += _uses(root, file, call)
    return found


def _uses(root: Node, file: str, call: Node) -> list[PackageUse]:
    given = call_arguments(call)
    options = given[0] if given else None
    mount = mount_of(file, call)
    if mount is not None:
        return [PackageUse(file, call, options, mount)]
    parent = call.parent()
    if parent is None:
        return []
    name = parent.field("name") if parent.kind() == "variable_declarator" else None
    mounts = []
    for user in root.find_all(kind="identifier") if name is not None else []:
        if name is not None and user.text() == name.text() and user.range().start.index > call.range().end.index:
            mounts.append(mount_of(file, user))
    found = [PackageUse(file, call, options, mount) for mount in mounts if mount is not None]
    is_exported = parent.kind() in ("assignment_expression", "export_statement") or (
        name is not None
        and re.search(rf"\bexport\b[^\n]*\b{name.text()}\b|exports\b[^;]*\b{name.text()}\b", root.text())
    )
    return found or ([PackageUse(file, call, options, None)] if is_exported else [])


def mount_of(file: str, node: Node) -> Mount | None:
    """``x.use(node)``, ``x.get('/path', node, handler)``; None when ``node`` is not mounted there."""
    arguments = node.parent()
    if arguments is not None and arguments.kind() == "array":
        arguments = arguments.parent()
    call = arguments.parent() if arguments is not None and arguments.kind() == "arguments" else None
    function = call.field("function") if call is not None else None
    if call is None or function is None or function.kind() != "member_expression":
        return None
    called = function.field("property")
    statement = statement_of(call)
    if called is None or called.text() not in _MOUNTING or statement is None:
        return None
    target, chained = _chain_root(function)
    given = call_arguments(call)
    paths = _paths(given[0]) if given and given[0] != node else ()
    return Mount(file, call, statement, target, called.text(), paths or chained)


def _paths(first: Node) -> tuple[str, ...]:
    single = string_value(first)
    if single is not None:
        return (single,)
    several = [string_value(child) for child in first.children()] if first.kind() == "array" else []
    return tuple(path for path in several if path is not None)


def _chain_root(function: Node) -> tuple[str, tuple[str, ...]]:
    """What a chain of calls starts from, and the path of a ``route('/path')`` in it."""
    node, paths = function, _NO_PATHS
    for _ in range(MAX_CHAIN):
        inner = node.field("object") if node.kind() == "member_expression" else node.field("function")
        if inner is None or inner.kind() not in ("member_expression", "call_expression", "identifier", "this"):
            break
        if node.kind() == "call_expression" and inner.text().endswith(".route"):
            given = call_arguments(node)
            paths = _paths(given[0]) if given else _NO_PATHS
        if inner.kind() in ("identifier", "this"):
            return (inner.text() if inner.kind() == "identifier" else node.text()), paths
        node = inner
    return node.text(), paths


@dataclass(frozen=True)
class Allowed:
    """What a ``cors(options)`` lets in, and where its origin is written; ``node`` is None where it is not."""

    allowed: AllowList
    file: str
    node: Node | None


def read_options(reading: Reading, use: PackageUse) -> Allowed:
    """What a use of the package lets in."""
    if use.options is None:
        return Allowed(AllowList(is_open=True), use.file, None)
    file, options = use.file, unwrap(use.options)
    if options.kind() in ("identifier", "member_expression"):
        definition = reading.workspace.definition(file, options.text())
        value = current_value(reading, definition, options.text()) if definition is not None else None
        if definition is None or value is None:
            return Allowed(unreadable(), file, None)
        file, options = definition.file, unwrap(value)
    if options.kind() == "call_expression" and (behind := resolved(reading.workspace, file, options)) is not None:
        file, options = behind
    if string_value(options) is not None:
        # cors('*'): a text has none of the options, so that the package's own apply.
        return Allowed(AllowList(is_open=True), file, None)
    if options.kind() in FUNCTIONS:
        # The delegate form: cors((req, callback) => callback(null, options)).
        return Allowed(read_allow_list(reading, file, options), file, options)
    if options.kind() != "object":
        return Allowed(unreadable(), file, None)
    for member in options.children():
        if member.kind() == "shorthand_property_identifier" and member.text() == "origin":
            return Allowed(read_allow_list(reading, file, member), file, member)
        key = member.field("name") if member.kind() == "method_definition" else member.field("key")
        value = member if member.kind() == "method_definition" else member.field("value")
        if key is not None and value is not None and key.text().strip("'\"") == "origin":
            return Allowed(read_allow_list(reading, file, value), file, value)
    spread = [child for child in options.children() if child.kind() == "spread_element"]
    for inner in (child.children()[-1] for child in spread):
        # cors({ ...options })
        named = open_options(reading.workspace, file, inner)
        said = named.member("origin") if named is not None else None
        if named is not None and said is not None:
            return Allowed(read_allow_list(reading, named.file, said), named.file, said)
    if spread:
        return Allowed(unreadable(), file, None)
    return Allowed(AllowList(is_open=True), file, None)
