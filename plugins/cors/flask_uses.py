"""Where a Flask application sets flask-cors up, and for which paths."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Application, Node, RouteTable, Workspace, WorkspaceError
from plugins.cors.allow_list_python import arguments, string_value
from plugins.cors.server import match_route

HEADER = "access-control-allow-origin"
_TEST_PLACE = re.compile(r"(?:^|/)tests?/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$")
_IMPORT = re.compile(r"^\s*(?:from\s+flask_cors\s+import\s|import\s+flask_cors)", re.M)
_STARS = re.compile(r"\(?\.?\*\)?\$?$")


@dataclass(frozen=True)
class ExtensionUse:
    """One ``CORS(app, ...)`` or ``cors.init_app(app, ...)``.

    ``target`` is what is set up. ``resources`` are the path patterns it is for,
    with their own ``origins``; ``written`` is the value of the argument.
    """

    file: str
    call: Node
    target: str
    origins: Node | None
    resources: tuple[tuple[str, Node | None], ...]
    written: Node | None
    is_readable: bool


def server_files(workspace: Workspace, application: Application) -> list[str]:
    """The application's Python files that speak of CORS, its source first."""
    root = "" if application.root in (".", "") else application.root + "/"
    needles = ("flask_cors", "CORS", "cors.init_app", "Access-Control-Allow-Origin", HEADER)
    found = workspace.search(*needles, suffixes=(".py",))
    own = [path for path in found if path.startswith(root) and not _TEST_PLACE.search(path)]
    return sorted(own, key=lambda path: (path not in (application.source, application.entry), path))


def loading_place(workspace: Workspace, files: list[str]) -> tuple[str, int] | None:
    """The first file and line that imports flask_cors."""
    for file in files:
        text = workspace.read(file)
        found = _IMPORT.search(text)
        if found:
            return file, text.count("\n", 0, found.end()) + (0 if found[0].endswith("\n") else 1)
    return None


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
            is_setup = called in ("CORS", "flask_cors.CORS") and bool(positional)
            is_init = called.endswith(".init_app") and (called.rsplit(".", 1)[0] in names or "cors" in called.lower())
            if is_setup or is_init:
                target = positional[0].text() if positional else ""
                found.append(_read(workspace, file, call, target, named))
            elif called in ("CORS", "flask_cors.CORS") and named:
                # CORS(origins=...) keeps its options for a later init_app(app).
                found.append(_read(workspace, file, call, "", named))
    with_options = [use for use in found if use.origins is not None or use.resources or not use.is_readable]
    return with_options or found


def _read(workspace: Workspace, file: str, call: Node, target: str, named: dict[str, Node]) -> ExtensionUse:
    resources: list[tuple[str, Node | None]] = []
    given = call.field("arguments")
    is_readable = not any(child.kind() == "dictionary_splat" for child in (given.children() if given else ()))
    value = named.get("resources")
    if value is not None and value.kind() == "identifier":
        definition = workspace.definition(file, value.text())
        value = definition.node if definition is not None and definition.file == file else value
    if value is not None and value.kind() == "dictionary":
        for pair in value.children():
            key, options = (pair.field("key"), pair.field("value")) if pair.kind() == "pair" else (None, None)
            pattern = string_value(key)
            if pattern is not None and options is not None:
                resources.append((pattern, _origins_in(options)))
    elif value is not None and (pattern := string_value(value)) is not None:
        resources.append((pattern, None))
    elif value is not None and value.kind() == "list":
        resources += [(text, None) for item in value.children() if (text := string_value(item)) is not None]
    elif value is not None:
        is_readable = False
    origins = named.get("origins") or named.get("origin")
    return ExtensionUse(file, call, target, origins, tuple(resources), value, is_readable)


def _origins_in(options: Node) -> Node | None:
    for pair in options.children() if options.kind() == "dictionary" else []:
        if pair.kind() == "pair" and string_value(pair.field("key")) == "origins":
            return pair.field("value")
    return None


def is_for(workspace: Workspace, use: ExtensionUse, table: RouteTable, path: str) -> bool:
    """Whether what the use sets up serves ``path``: the application does, a blueprint its own routes."""
    definition = workspace.definition(use.file, use.target) if use.target else None
    if definition is None or not re.match(r"(?:flask\.)?Blueprint\(", definition.node.text()):
        return True
    return definition.file in {route.file for route in match_route(table, path)}


def pattern_covers(pattern: str, path: str) -> bool:
    """Whether flask-cors would apply ``pattern`` to ``path``: a literal prefix before the first wildcard."""
    literal = pattern.lstrip("^").removesuffix("$")
    bare = _STARS.sub("", literal)
    if re.search(r"[\[\]()|+?\\^$*]", bare):
        return True
    return path.startswith(bare) if bare != literal else path == bare


def decorated_view(
    workspace: Workspace, files: list[str], table: RouteTable, path: str
) -> tuple[str, Node, Node] | None:
    """The file, the definition and the ``@cross_origin`` of the view that serves ``path``, if it has one."""
    served = {(route.file, route.line) for route in match_route(table, path)}
    for file in files:
        for decorator in workspace.tree(file).find_all(kind="decorator"):
            definition = decorator.parent()
            if definition is None or not re.match(r"@(?:flask_cors\.)?cross_origin\b", decorator.text()):
                continue
            first, last = definition.range().start.line + 1, definition.range().end.line + 1
            if any(place == file and first <= line <= last for place, line in served):
                return file, definition, decorator
    return None
