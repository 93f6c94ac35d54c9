"""The route table of a Fastify application: its routes and those of every plugin registered in it."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict

from autofix.engine.workspace.names_javascript import exported
from autofix.engine.workspace.routes.express import created_name
from autofix.engine.workspace.routes.express_objects import Objects, SourceFile
from autofix.engine.workspace.routes.express_values import strings
from autofix.engine.workspace.routes.fastify_objects import SUFFIXES, VERBS, FastifyObjects
from autofix.engine.workspace.routes.javascript_scopes import pattern_names
from autofix.engine.workspace.routes.javascript_walk import Events, ObjectReader, reached_files
from autofix.engine.workspace.routes.paths import express_paths
from autofix.engine.workspace.routes.walk import HandedOn, Mounted, Place, Served, Unknown, collect_routes
from autofix.engine.workspace.syntax_javascript import arguments, find_all, property_value, required_module, unwrap
from autofix.sdk.workspace import Application, Node, RouteTable, Workspace

MAX_LOADED = 300
_AUTOLOAD = re.compile(r"auto-?load", re.IGNORECASE)
_HARMLESS = re.compile(
    r"cors|helmet|jwt|cookie|session|sensible|multipart|rate-?limit|swagger|env|postgres|mongo|redis|mysql|formbody|"
    r"auth|compress|caching|etag|view|websocket|csrf|oauth|type-?provider|under-pressure|metrics|db|prisma|knex",
    re.IGNORECASE,
)
_FOLDER = re.compile(r"['\"`]([^'\"`$]+)['\"`]")


def find_fastify_routes(workspace: Workspace, application: Application) -> RouteTable:
    """Follow ``application`` from where it is created through the plugins that it registers."""
    objects = FastifyObjects(workspace)
    reader = ObjectReader(objects, _read_events)
    start = _start(objects, application)
    if start is None:
        return RouteTable((), is_complete=False)
    for path in reached_files(workspace, application):
        if path.endswith(SUFFIXES):
            reader.read(path)
    table = collect_routes(reader, start)
    return RouteTable(table.routes, table.is_complete and not reader.has_skipped)


def _start(objects: FastifyObjects, application: Application) -> Place | None:
    """The place of the instance itself; for the command ``fastify start`` the parameter of the exported plugin."""
    file = objects.open(application.source)
    if file is None:
        return None
    found: Place | None = None
    for call in find_all(file.root, "call_expression"):
        if objects.is_creation(file, call):
            place = Place(file.path, call.range().start.index)
            if created_name(call) == application.variable:
                return place
            found = found or place
    if found is not None:
        return found
    return exported_plugin(objects, application.source)


def exported_plugin(objects: FastifyObjects, path: str) -> Place | None:
    """The instance of the plugin that a file exports; None if it exports none."""
    found = exported(objects.workspace, path, ())
    inner = objects.open(found.file) if found is not None else None
    plugin = objects.plugin(inner, found.node) if found is not None and inner is not None else None
    return objects.instance_of(plugin) if plugin is not None else None


def _read_events(objects: Objects, file: SourceFile) -> Events:
    events: Events = defaultdict(list)
    if not isinstance(objects, FastifyObjects):
        return events
    for call in sorted(find_all(file.root, "call_expression"), key=lambda node: node.range().end.index):
        called = call.field("function")
        prop = called.field("property") if called is not None else None
        receiver = called.field("object") if called is not None else None
        given = arguments(call)
        name = prop.text() if prop is not None else ""
        if receiver is not None and prop is not None and name in (*VERBS, "route", "register"):
            place = objects.place(file, receiver) if given else None
            if place is None:
                continue
            if name == "register":
                _read_register(objects, file, events, place, given)
            elif name == "route":
                _read_route(objects, file, events, place, given[0])
            elif len(given) > 1:
                _serve(objects, file, events, place, ["*" if name == "all" else name.upper()], given[0], prop)
            continue
        _read_arguments(objects, file, events, call, given)
    return events


def _serve(
    objects: Objects, file: SourceFile, events: Events, place: Place, methods: list[str], path: Node | None, at: Node
) -> None:
    found = strings(objects, file, path, {}) if path is not None else None
    if found is None:
        events[place].append(Unknown())
        return
    line = at.range().start.line + 1
    for pattern in found:
        plain = express_paths(pattern)
        if plain is None:
            events[place].append(Unknown())
        for each in plain or ():
            events[place].extend(Served(method, each, file.path, line) for method in methods)


def _read_route(objects: Objects, file: SourceFile, events: Events, place: Place, options: Node) -> None:
    options = unwrap(options)
    source = file
    if options.kind() != "object":
        found = objects.definition(file, options)
        inner = objects.open(found.file) if found is not None else None
        if found is None or inner is None or found.node.kind() != "object":
            events[place].append(Unknown())
            return
        source, options = inner, found.node
    method, path = property_value(options, "method"), property_value(options, "url") or property_value(options, "path")
    methods = strings(objects, source, method, {}) if method is not None else None
    _serve(objects, source, events, place, [name.upper() for name in methods or ["*"]], path, options)


def _read_register(objects: FastifyObjects, file: SourceFile, events: Events, place: Place, given: list[Node]) -> None:
    options = unwrap(given[1]) if len(given) > 1 else None
    prefix = property_value(options, "prefix") if options is not None and options.kind() == "object" else None
    prefixes = strings(objects, file, prefix, {}) if prefix is not None else [""]
    if prefixes is None:
        events[place].append(Unknown())
        return
    if _is_autoload(file, given[0]):
        folder = property_value(options, "dir") if options is not None else None
        loaded = _autoloaded(objects, file, folder) if folder is not None else None
        if loaded is None:
            events[place].append(Unknown())
        for base in prefixes:
            events[place].extend(Mounted(base + inner, target, True) for inner, target in loaded or ())
        return
    plugin = objects.plugin(file, given[0])
    target = objects.instance_of(plugin) if plugin is not None else None
    if target is not None:
        events[place].extend(Mounted(base, target, True) for base in prefixes)
    elif not _HARMLESS.search(given[0].text()[:120]) and _is_own(objects, file, given[0]):
        events[place].append(Unknown())


def _is_own(objects: Objects, file: SourceFile, node: Node) -> bool:
    """Whether what could not be followed may be of this repository: whatever no import from a package brought."""
    specifier = required_module(node)
    if specifier is None:
        name = re.escape(node.text()[:60])
        found = re.search(rf"\b{name}\b[^'\"\n]*(?:from|require\()\s*['\"]([^'\"]+)['\"]", file.text)
        specifier = found[1] if found else None
    if specifier is None:
        return True
    return objects.workspace.resolve_import(file.path, specifier) is not None or specifier.startswith(".")


def _is_autoload(file: SourceFile, node: Node) -> bool:
    return _AUTOLOAD.search(node.text()[:80]) is not None or (
        re.search(rf"\b{re.escape(node.text()[:40])}\b[^\n]*@fastify/autoload", file.text) is not None
    )


def _autoloaded(objects: FastifyObjects, file: SourceFile, folder: Node) -> list[tuple[str, Place]] | None:
    """What is loaded from a folder, each with the prefix that its place in it gives; None if nothing tells where."""
    parts = _FOLDER.findall(folder.text())
    if not parts:
        return None
    base = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), *parts))
    inside = [path for path in objects.workspace.files() if path.startswith(base + "/") and path.endswith(SUFFIXES)]
    found = []
    for path in inside[:MAX_LOADED]:
        if path.endswith(".d.ts") or re.search(r"\.(?:test|spec)\.", path):
            continue
        place = exported_plugin(objects, path)
        prefix = posixpath.dirname(path)[len(base) :]
        if place is not None:
            found.append((re.sub(r"/_(\w+)", r"/:\1", prefix), place))
    return found


def _read_arguments(objects: Objects, file: SourceFile, events: Events, call: Node, given: list[Node]) -> None:
    """An instance that is given to a function, whole or in an object."""
    if required_module(call) is not None:
        return
    for index, argument in enumerate(given[:4]):
        argument = unwrap(argument)
        if argument.kind() == "identifier" and _may_be_instance(file, argument):
            place = objects.place(file, argument)
            if place is not None:
                events[place].append(HandedOn(file.path, call, str(index)))
        for member, _ in pattern_names(argument) if argument.kind() == "object" else ():
            value = property_value(argument, member)
            place = objects.place(file, value) if value is not None and _may_be_instance(file, value) else None
            if place is not None:
                events[place].append(HandedOn(file.path, call, str(index), member))


def _may_be_instance(file: SourceFile, node: Node) -> bool:
    """Whether it is worth finding out what an argument is: most are data, and that takes a search each."""
    return re.search(r"app|server|fastify|instance|api|scope|router", node.text()[-60:], re.IGNORECASE) is not None
