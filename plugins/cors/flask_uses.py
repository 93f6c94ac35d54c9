"""Where a Flask application sets CORS headers: flask-cors, or headers by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Application, Node, Workspace, WorkspaceError
from plugins.cors.allow_list_python import arguments, string_value

HEADER = "access-control-allow-origin"
_TEST_PLACE = re.compile(r"(?:^|/)tests?/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$")
_IMPORT = re.compile(r"^\s*(?:from\s+flask_cors\s+import\s|import\s+flask_cors)", re.M)
_SETTERS = frozenset({"add", "set", "setdefault", "update"})


@dataclass(frozen=True)
class ExtensionUse:
    """One ``CORS(app, ...)`` or ``cors.init_app(app, ...)``. ``resources`` are the path patterns it is for, with their options."""

    file: str
    call: Node
    origins: Node | None
    resources: tuple[tuple[str, Node | None], ...]
    is_readable: bool


@dataclass(frozen=True)
class HeaderUse:
    """One header set by hand on a response."""

    file: str
    value: Node


def server_files(workspace: Workspace, application: Application) -> list[str]:
    """The application's Python files that speak of CORS, its source first."""
    root = "" if application.root in (".", "") else application.root + "/"
    found = workspace.search("flask_cors", "CORS", "Access-Control-Allow-Origin", HEADER, suffixes=(".py",))
    own = [path for path in found if path.startswith(root) and not _TEST_PLACE.search(path)]
    return sorted(own, key=lambda path: (path not in (application.source, application.entry), path))


def loads_extension(workspace: Workspace, files: list[str]) -> str | None:
    """The first file that imports flask_cors."""
    return next((file for file in files if _IMPORT.search(workspace.read(file))), None)


def extension_uses(workspace: Workspace, files: list[str]) -> list[ExtensionUse]:
    """Every use that sets the whole application or a blueprint up."""
    found = []
    for file in files:
        try:
            root, text = workspace.tree(file), workspace.read(file)
        except WorkspaceError:
            continue
        names = set(re.findall(r"^\s*(\w+)\s*(?::[^=\n]+)?=\s*(?:flask_cors\.)?CORS\(\s*\)", text, re.M))
        for call in root.find_all(kind="call"):
            function = call.field("function")
            called = function.text() if function is not None else ""
            positional, named = arguments(call)
            is_setup = called in ("CORS", "flask_cors.CORS") and (positional or named)
            is_init = called.endswith(".init_app") and (called.rsplit(".", 1)[0] in names or "cors" in called.lower())
            if is_setup or is_init:
                found.append(_read(workspace, file, call, named))
    return found


def _read(workspace: Workspace, file: str, call: Node, named: dict[str, Node]) -> ExtensionUse:
    resources: list[tuple[str, Node | None]] = []
    is_readable = not any(child.kind() == "dictionary_splat" for child in _given(call))
    value = named.get("resources")
    if value is not None and value.kind() == "identifier":
        definition = workspace.definition(file, value.text())
        value = definition.node if definition is not None and definition.file == file else value
    if value is not None and value.kind() == "dictionary":
        for pair in value.children():
            key, options = (pair.field("key"), pair.field("value")) if pair.kind() == "pair" else (None, None)
            pattern = string_value(key) if key is not None else None
            if pattern is not None and options is not None:
                resources.append((pattern, _origins_in(options)))
    elif value is not None and (pattern := string_value(value)) is not None:
        resources.append((pattern, None))
    elif value is not None and value.kind() == "list":
        resources += [(text, None) for item in value.children() if (text := string_value(item)) is not None]
    elif value is not None:
        is_readable = False
    return ExtensionUse(file, call, named.get("origins") or named.get("origin"), tuple(resources), is_readable)


def _given(call: Node) -> list[Node]:
    given = call.field("arguments")
    return given.children() if given is not None else []


def _origins_in(options: Node) -> Node | None:
    for pair in options.children() if options.kind() == "dictionary" else []:
        key = pair.field("key") if pair.kind() == "pair" else None
        if key is not None and string_value(key) == "origins":
            return pair.field("value")
    return None


def header_uses(workspace: Workspace, files: list[str]) -> list[HeaderUse]:
    """Every place that sets the header by hand."""
    found = []
    for file in files:
        try:
            root = workspace.tree(file)
        except WorkspaceError:
            continue
        for assignment in root.find_all(kind="assignment"):
            left, right = assignment.field("left"), assignment.field("right")
            if left is None or right is None or left.kind() != "subscript":
                continue
            if re.search(rf"\[\s*['\"]{HEADER}['\"]\s*\]$", left.text(), re.I):
                found.append(HeaderUse(file, right))
        for call in root.find_all(kind="call"):
            function = call.field("function")
            positional, _ = arguments(call)
            is_setter = function is not None and re.search(r"headers\.(\w+)$", function.text())
            if not is_setter or is_setter[1] not in _SETTERS:
                continue
            if len(positional) == 2 and (string_value(positional[0]) or "").lower() == HEADER:
                found.append(HeaderUse(file, positional[1]))
    return found


def decorator_uses(workspace: Workspace, files: list[str]) -> list[tuple[str, Node]]:
    """Every ``@cross_origin(...)``, with its file."""
    found = []
    for file in files:
        for decorator in workspace.tree(file).find_all(kind="decorator"):
            if re.match(r"@(?:flask_cors\.)?cross_origin\b", decorator.text()):
                found.append((file, decorator))
    return found
