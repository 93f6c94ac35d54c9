"""The route table of a Koa application: the routers it uses, with their prefixes."""

from __future__ import annotations

import re
from collections import defaultdict

from autofix.engine.workspace.routes.express import created_name
from autofix.engine.workspace.routes.express_objects import Objects, SourceFile
from autofix.engine.workspace.routes.express_values import items, strings
from autofix.engine.workspace.routes.javascript_scopes import FUNCTIONS, parameters
from autofix.engine.workspace.routes.javascript_walk import Events, ObjectReader, reached_files
from autofix.engine.workspace.routes.koa_objects import SUFFIXES, VERBS, KoaObjects
from autofix.engine.workspace.routes.paths import express_paths, join
from autofix.engine.workspace.routes.walk import Event, HandedOn, Mounted, Place, Served, Unknown, collect_routes
from autofix.engine.workspace.syntax_javascript import arguments, find_all, property_value, required_module, unwrap
from autofix.sdk.workspace import Application, Node, RouteTable, Workspace

_MOUNT = re.compile(r"(?:koa)?mount$", re.IGNORECASE)
_LOADS = re.compile(r"readdir|require-?(?:dir|directory|all)|glob|importDirectory", re.IGNORECASE)
_ROUTER_LIKE = re.compile(r"rout(?:er|es)", re.IGNORECASE)
_LOOKS_AT_PATH = re.compile(r"\bctx\.(?:path|url|request\.(?:path|url))\b\s*(?:={2,3}|\.\s*startsWith)")


def find_koa_routes(workspace: Workspace, application: Application) -> RouteTable:
    """Follow ``application`` from where it is created through the routers that it uses."""
    objects = KoaObjects(workspace)
    reader = _Reader(objects)
    start = _start(objects, application)
    if start is None:
        return RouteTable((), is_complete=False)
    for path in reached_files(workspace, application):
        if path.endswith(SUFFIXES):
            reader.read(path)
    table = collect_routes(reader, start)
    return RouteTable(table.routes, table.is_complete and not reader.has_skipped)


class _Reader(ObjectReader):
    """Puts a router's own prefix in front of whatever is done to it."""

    def __init__(self, objects: KoaObjects) -> None:
        super().__init__(objects, _read_events)
        self._koa = objects

    def events(self, place: Place) -> list[Event]:
        found = super().events(place)
        prefix = _own_prefix(self._koa, place)
        if prefix is None:
            return [Unknown(), *found]
        if not prefix:
            return found
        return [_below(prefix, event) for event in found]


def _below(prefix: str, event: Event) -> Event:
    if isinstance(event, Served):
        return Served(event.method, join(prefix, event.path), event.file, event.line)
    if isinstance(event, Mounted):
        return Mounted(join(prefix, event.prefix), event.place, event.may_be_middleware)
    return event


def _own_prefix(objects: KoaObjects, place: Place) -> str | None:
    """What ``new Router({ prefix })`` or ``router.prefix(...)`` says; None if that cannot be read."""
    file = objects.open(place.file)
    if file is None or place.slot:
        return ""
    for node in find_all(file.root, "new_expression", "call_expression"):
        if objects.is_router(file, node) and node.range().start.index == place.start:
            options = next(iter(arguments(node)), None)
            value = property_value(unwrap(options), "prefix") if options is not None else None
            if value is not None:
                return _single(objects, file, value)
    for call in find_all(file.root, "call_expression"):
        called, given = call.field("function"), arguments(call)
        prop = called.field("property") if called is not None else None
        receiver = called.field("object") if called is not None else None
        if prop is None or receiver is None or prop.text() != "prefix" or not given:
            continue
        if objects.place(file, receiver) == place:
            return _single(objects, file, given[0])
    return ""


def _single(objects: Objects, file: SourceFile, node: Node) -> str | None:
    found = strings(objects, file, node, {})
    return found[0] if found is not None and len(found) == 1 else None


def _start(objects: KoaObjects, application: Application) -> Place | None:
    file = objects.open(application.source)
    if file is None:
        return None
    found: Place | None = None
    for call in find_all(file.root, "new_expression"):
        if objects.is_creation(file, call):
            place = Place(file.path, call.range().start.index)
            if created_name(call) == application.variable:
                return place
            found = found or place
    return found


def _read_events(objects: Objects, file: SourceFile) -> Events:
    events: Events = defaultdict(list)
    calls = find_all(file.root, "call_expression", "new_expression")
    for call in sorted(calls, key=lambda node: node.range().end.index):
        called = call.field("function")
        prop = called.field("property") if called is not None else None
        receiver = called.field("object") if called is not None else None
        given = arguments(call)
        name = prop.text() if prop is not None else ""
        if receiver is not None and prop is not None and (name in VERBS or name == "use"):
            place = objects.place(file, receiver) if given else None
            if place is None:
                continue
            if name == "use":
                _read_use(objects, file, events, place, given)
            elif len(given) > 1:
                _read_route(objects, file, events, place, name, given, prop)
            continue
        if required_module(call) is None:
            _read_arguments(objects, file, events, call, given)
    return events


def _read_route(
    objects: Objects, file: SourceFile, events: Events, place: Place, name: str, given: list[Node], prop: Node
) -> None:
    """``router.get('/path', handler)``, or with a name for the route ahead of the path."""
    named = given[1:] if len(given) > 2 and given[1].kind() in ("string", "template_string") else given
    found = strings(objects, file, named[0], {})
    method = {"all": "*", "del": "DELETE"}.get(name, name.upper())
    line = prop.range().start.line + 1
    plain = [path for pattern in found or () for path in express_paths(pattern) or ()]
    if not plain:
        events[place].append(Unknown())
    events[place].extend(Served(method, path, file.path, line) for path in plain)


def _read_use(objects: Objects, file: SourceFile, events: Events, place: Place, given: list[Node]) -> None:
    prefixes: list[str] | None = [""]
    if len(given) > 1:
        found = strings(objects, file, given[0], {})
        if found is not None:
            prefixes, given = found, given[1:]
    for handler in given:
        _read_handler(objects, file, events, place, prefixes or [""], unwrap(handler))


def _read_handler(
    objects: Objects, file: SourceFile, events: Events, place: Place, prefixes: list[str], handler: Node
) -> None:
    if handler.kind() in FUNCTIONS:
        _read_function(file, events, place, prefixes, handler)
        return
    called = handler.field("function") if handler.kind() == "call_expression" else None
    prop = called.field("property") if called is not None else None
    if prop is not None and prop.text() == "allowedMethods":
        return
    if called is not None and _MOUNT.search(called.text()[-20:]):
        given = arguments(handler)
        inner = strings(objects, file, given[0], {}) if len(given) > 1 else [""]
        if given and inner is not None:
            joined = [join(prefix, path) for prefix in prefixes for path in inner]
            _read_handler(objects, file, events, place, joined, unwrap(given[-1]))
        else:
            events[place].append(Unknown())
        return
    if called is not None and called.text().endswith("compose") and arguments(handler):
        listed = items(objects, file, arguments(handler)[0])
        for item in listed[1] if listed is not None else ():
            _read_handler(objects, listed[0] if listed else file, events, place, prefixes, unwrap(item))
        return
    target = objects.place(file, handler)
    if target is not None:
        events[place].extend(Mounted(prefix, target, True) for prefix in prefixes)
    elif _ROUTER_LIKE.search(handler.text()[:100]):
        events[place].append(Unknown())


def _read_function(file: SourceFile, events: Events, place: Place, prefixes: list[str], handler: Node) -> None:
    """A function without ``next`` answers whatever comes; one that looks at the path serves what it finds there."""
    line = handler.range().start.line + 1
    if len(parameters(handler)) <= 1 and "error" not in handler.text()[:40]:
        events[place].extend(Served("*", join(prefix, "/*"), file.path, line) for prefix in prefixes)
    elif _LOOKS_AT_PATH.search(handler.text()):
        events[place].append(Unknown())


def _read_arguments(objects: Objects, file: SourceFile, events: Events, call: Node, given: list[Node]) -> None:
    for index, argument in enumerate(given[:4]):
        argument = unwrap(argument)
        if argument.kind() == "identifier" and re.search(r"app|server|koa|router", argument.text(), re.IGNORECASE):
            place = objects.place(file, argument)
            if place is not None:
                events[place].append(HandedOn(file.path, call, str(index)))
    if _LOADS.search(call.text()[:60]):
        for place in list(events):
            events[place].append(Unknown())
