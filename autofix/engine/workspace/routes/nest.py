"""The route table of a Nest application: its controllers under the global prefix and their versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autofix.engine.workspace.routes.express_objects import Objects, SourceFile
from autofix.engine.workspace.routes.express_values import strings
from autofix.engine.workspace.routes.javascript_functions import class_body
from autofix.engine.workspace.routes.javascript_imports import SUFFIXES, reachable_files
from autofix.engine.workspace.routes.limits import Allowance
from autofix.engine.workspace.routes.paths import express_paths, join
from autofix.engine.workspace.syntax_javascript import arguments, find_all, property_value, string_value, unwrap
from autofix.sdk.workspace import Application, Node, Route, RouteTable, Workspace

_METHODS = {
    "Get": "GET",
    "Post": "POST",
    "Put": "PUT",
    "Patch": "PATCH",
    "Delete": "DELETE",
    "Options": "OPTIONS",
    "Head": "HEAD",
    "All": "*",
    "Sse": "GET",
}
_ELSEWHERE = re.compile(r"\bRouterModule\b|\bGraphQLModule\b|\bServeStaticModule\b|\bsetupSwagger\b")

_CONTROLLERS = re.compile(r"\bcontrollers\b\s*(?::\s*(?:\[(?P<names>[^\]]*)\])?|,|\})")


@dataclass(frozen=True)
class _Settings:
    """What ``main.ts`` puts ahead of every route; ``versions`` are those without one of their own."""

    prefix: str = ""
    version_prefix: str | None = None
    versions: tuple[str, ...] = ()
    is_known: bool = True


def find_nest_routes(workspace: Workspace, application: Application) -> RouteTable:
    """The routes of every controller that ``application`` reaches by its imports."""
    objects, allowance = Objects(workspace), Allowance()
    main = objects.open(application.source)
    settings = _settings(objects, main) if main is not None else _Settings(is_known=False)
    routes: dict[Route, None] = {}
    is_complete = settings.is_known
    reached = list(reachable_files(workspace, application.source, application.entry))
    declared = _declared(objects, reached)
    for path in reached:
        file = objects.open(path) if path.endswith(SUFFIXES) else None
        if file is None:
            continue
        if _ELSEWHERE.search(file.text):
            is_complete = False
        if "@Controller" not in file.text:
            continue
        if not allowance.take(file.text):
            return RouteTable(tuple(routes), is_complete=False)
        for found in _controllers(objects, file, settings, declared):
            if found is None:
                is_complete = False
            else:
                routes[found] = None
    return RouteTable(tuple(routes), is_complete)


def _settings(objects: Objects, file: SourceFile) -> _Settings:
    prefix: str | None = ""
    version_prefix: str | None = None
    versions: tuple[str, ...] = ()
    for call in find_all(file.root, "call_expression"):
        called, given = call.field("function"), arguments(call)
        name = called.text().rpartition(".")[2] if called is not None else ""
        if name == "setGlobalPrefix" and given:
            found = strings(objects, file, given[0], {})
            prefix = found[0] if found else None
        if name == "enableVersioning":
            options = unwrap(given[0]) if given else None
            kind = property_value(options, "type") if options is not None else None
            if kind is not None and "URI" not in kind.text():
                continue
            own = property_value(options, "prefix") if options is not None else None
            version_prefix = (string_value(own) or "") if own is not None else "v"
            default = property_value(options, "defaultVersion") if options is not None else None
            versions = tuple(strings(objects, file, default, {}) or ()) if default is not None else ()
    return _Settings(prefix or "", version_prefix, versions, prefix is not None)


def _declared(objects: Objects, paths: list[str]) -> frozenset[str] | None:
    """The controllers that modules name; None where some module's cannot be read from its text."""
    named: set[str] = set()
    is_named = False
    for path in paths:
        file = objects.open(path) if path.endswith(SUFFIXES) else None
        for match in _CONTROLLERS.finditer(file.text) if file is not None else ():
            if match["names"] is None or "..." in match["names"] or "(" in match["names"]:
                return None
            named.update(re.findall(r"\w+", match["names"]))
            is_named = True
    return frozenset(named) if is_named else None


def _controllers(
    objects: Objects, file: SourceFile, settings: _Settings, declared: frozenset[str] | None
) -> Iterator[Route | None]:
    """The routes of the controllers in a file; None for each that cannot be read."""
    for body in find_all(file.root, "class_body"):
        owner = body.parent()
        if owner is None:
            continue
        decorator = next((d for d in _decorators(owner) if _name(d) == "Controller"), None)
        name = owner.field("name")
        if decorator is None or (declared is not None and name is not None and name.text() not in declared):
            continue
        paths, versions = _controller_paths(objects, file, decorator)
        if paths is None:
            yield None
            continue
        pending: list[Node] = []
        for member in class_body(owner):
            if member.kind() == "decorator":
                pending.append(member)
            elif member.kind() == "method_definition":
                yield from _of_method(objects, file, settings, paths, versions, [*pending, *_inner(member)])
                pending = []
            elif member.is_named() and member.kind() != "comment":
                pending = []


def _of_method(
    objects: Objects,
    file: SourceFile,
    settings: _Settings,
    paths: list[str],
    versions: tuple[str, ...],
    decorators: list[Node],
) -> Iterator[Route | None]:
    own = next((d for d in decorators if _name(d) == "Version"), None)
    if own is not None and _given(own):
        versions = tuple(strings(objects, file, _given(own)[0], {}) or ())
    for decorator in decorators:
        method = _METHODS.get(_name(decorator))
        if method is None:
            continue
        given = _given(decorator)
        inner = strings(objects, file, given[0], {}) if given else [""]
        if inner is None:
            yield None
            continue
        line = decorator.range().start.line + 1
        for version in _version_parts(settings, versions):
            for path in paths:
                for each in inner:
                    whole = join(join(settings.prefix, version), join(path, each))
                    for plain in express_paths(whole) or ():
                        yield Route(method, plain, file.path, line)


def _version_parts(settings: _Settings, versions: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a path that a version adds; one empty part where versions are not in the path."""
    chosen = versions or settings.versions
    if settings.version_prefix is None or not chosen:
        return ("",)
    return tuple(f"{settings.version_prefix}{version}" for version in chosen)


def _controller_paths(objects: Objects, file: SourceFile, decorator: Node) -> tuple[list[str] | None, tuple[str, ...]]:
    given = _given(decorator)
    if not given:
        return [""], ()
    first = unwrap(given[0])
    if first.kind() != "object":
        return strings(objects, file, first, {}), ()
    path, version = property_value(first, "path"), property_value(first, "version")
    versions = tuple(strings(objects, file, version, {}) or ()) if version is not None else ()
    return (strings(objects, file, path, {}) if path is not None else [""]), versions


def _decorators(owner: Node) -> list[Node]:
    """The decorators of a class, in front of its ``export`` or after it."""
    found = _inner(owner)
    parent = owner.parent()
    if parent is not None and parent.kind() == "export_statement":
        found += _inner(parent)
    return found


def _inner(node: Node) -> list[Node]:
    return [child for child in node.children() if child.kind() == "decorator"]


def _name(decorator: Node) -> str:
    found = re.match(r"@\s*(?:\w+\.)?(\w+)", decorator.text())
    return found[1] if found else ""


def _given(decorator: Node) -> list[Node]:
    call = next((child for child in decorator.children() if child.kind() == "call_expression"), None)
    return arguments(call) if call is not None else []
