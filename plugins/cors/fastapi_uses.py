"""Where a FastAPI or Starlette application sets CORSMiddleware up, and with which options."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Application, Node, Workspace, WorkspaceError
from plugins.cors.allow_list_python import arguments, string_value
from plugins.cors.switches import takes_first

CLASS = "CORSMiddleware"
_TEST_PLACE = re.compile(r"(?:^|/)tests?/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$")
_MADE = re.compile(r"(?:\w+\.)?(?:FastAPI|Starlette)\(")


@dataclass(frozen=True)
class MiddlewareUse:
    """One ``add_middleware(CORSMiddleware, ...)``, ``Middleware(CORSMiddleware, ...)`` or ``CORSMiddleware(app, ...)``.

    ``target`` is what it is added to, empty where the call does not say. ``options`` are its keywords by name,
    with the file that each stands in; ``is_readable`` is false where some cannot be read.
    """

    file: str
    call: Node
    target: str
    options: dict[str, tuple[str, Node]]
    is_readable: bool


def server_files(workspace: Workspace, application: Application) -> list[str]:
    """The application's Python files that speak of CORS, its source first."""
    root = "" if application.root in (".", "") else application.root + "/"
    found = workspace.search(CLASS, "Access-Control-Allow-Origin", "access-control-allow-origin", suffixes=(".py",))
    own = [path for path in found if path.startswith(root) and not _TEST_PLACE.search(path)]
    return sorted(own, key=lambda path: (path not in (application.source, application.entry), path))


def middleware_uses(workspace: Workspace, files: list[str], is_production: bool | None) -> list[MiddlewareUse]:
    """Every use that is not switched off where the server runs."""
    found = []
    for file in files:
        try:
            root = workspace.tree(file)
        except WorkspaceError:
            continue
        for call in root.find_all(kind="call"):
            target = _target(call)
            if target is not None and not _is_switched_off(call, is_production):
                found.append(_read(workspace, file, call, target))
    return found


def _target(call: Node) -> str | None:
    """What the call adds the middleware to; None where it adds none."""
    function = call.field("function")
    called = function.text() if function is not None else ""
    positional, named = arguments(call)
    first = positional[0] if positional else named.get("middleware_class")
    if first is not None and re.fullmatch(rf"(?:\w+\.)*{CLASS}", first.text()):
        if called.endswith(".add_middleware"):
            return called.removesuffix(".add_middleware")
        return "" if called.rpartition(".")[2] == "Middleware" else None
    if called.rpartition(".")[2] == CLASS:
        given = positional[0] if positional else named.get("app")
        return given.text() if given is not None else ""
    return None


def _read(workspace: Workspace, file: str, call: Node, target: str) -> MiddlewareUse:
    options = {name: (file, value) for name, value in arguments(call)[1].items()}
    given = call.field("arguments")
    is_readable = True
    for child in given.children() if given is not None else ():
        if child.kind() != "dictionary_splat":
            continue
        inner = next((each for each in child.children() if each.is_named()), None)
        found = workspace.definition(file, inner.text()) if inner is not None else None
        place, node = (found.file, found.node) if found is not None else (file, inner)
        if node is None or node.kind() != "dictionary":
            is_readable = False
            continue
        for pair in node.children():
            key, value = (pair.field("key"), pair.field("value")) if pair.kind() == "pair" else (None, None)
            name = string_value(key)
            if name is not None and value is not None:
                options[name] = (place, value)
    return MiddlewareUse(file, call, target, options, is_readable)


def is_for(workspace: Workspace, application: Application, use: MiddlewareUse) -> bool:
    """Whether the use is for the application itself and not for another one that it mounts."""
    if not use.target or not re.fullmatch(r"[\w.]+", use.target):
        return _around(use, application)
    if use.file == application.source and use.target == application.variable:
        return True
    definition = workspace.definition(use.file, use.target)
    if definition is None or not _MADE.match(definition.node.text()):
        return True
    parent = definition.node.parent()
    left = parent.field("left") if parent is not None and parent.kind() == "assignment" else None
    return definition.file == application.source and (left is None or left.text() == application.variable)


def _around(use: MiddlewareUse, application: Application) -> bool:
    """``FastAPI(middleware=[Middleware(CORSMiddleware, ...)])``: whether that is the application."""
    for place in use.call.ancestors():
        left = place.field("left") if place.kind() == "assignment" else None
        if left is None:
            continue
        right = place.field("right")
        if right is not None and _MADE.match(right.text()) and use.file == application.source:
            return left.text() == application.variable
    return True


def _is_switched_off(node: Node, is_production: bool | None) -> bool:
    """Whether ``node`` stands in the branch of a switch on the environment that does not run."""
    inner = node
    for place in node.ancestors():
        if place.kind() == "function_definition":
            break
        if place.kind() == "if_statement":
            condition, first = place.field("condition"), place.field("consequence")
            chosen = takes_first(condition.text(), is_production) if condition is not None else None
            if chosen is not None and first is not None:
                return chosen is not (first == inner)
        inner = place
    return False
