"""What one file does to FastAPI applications and routers: routes, inclusions, mounts, and handing them on."""

from __future__ import annotations

import re
from collections import defaultdict

from autofix.engine.workspace.names_python import arguments
from autofix.engine.workspace.routes.fastapi_objects import FastObjects
from autofix.engine.workspace.routes.flask_calls import Events, string
from autofix.engine.workspace.routes.flask_objects import SourceFile
from autofix.engine.workspace.routes.paths import join
from autofix.engine.workspace.routes.walk import Event, HandedOn, Mounted, Place, Served, Unknown
from autofix.sdk.workspace import Node

VERBS = frozenset(("get", "post", "put", "patch", "delete", "head", "options", "trace"))
SETTERS = frozenset(("add_api_route", "add_route"))
_PARAMETER = re.compile(r"\{(\w+)(?::(\w+))?\}")
_SOUNDS_LIKE_OBJECT = re.compile(r"app|router|api|server", re.IGNORECASE)


def fastapi_path(path: str) -> str:
    """A path with ``{id}`` as ``:id`` and ``{rest:path}`` at the end as ``*``."""

    def replaced(match: re.Match[str]) -> str:
        return "*" if match[2] == "path" and match.end() == len(path) else f":{match[1]}"

    return _PARAMETER.sub(replaced, path)


def read_events(objects: FastObjects, file: SourceFile) -> Events:
    """Everything that ``file`` does to applications and routers, its own or given to it."""
    events: Events = defaultdict(list)
    calls = file.root.find_all(kind="call")
    for call in sorted(calls, key=lambda node: node.range().start.index):
        called = call.field("function")
        receiver = called.field("object") if called is not None else None
        method = called.field("attribute") if called is not None else None
        name = method.text() if method is not None else ""
        parent = call.parent()
        is_decorator = parent is not None and parent.kind() == "decorator"
        if "root_path" in call.text() and objects.created(file, call):
            _read_root(objects, file, events, call)
        if receiver is None or not (name in SETTERS or name in ("include_router", "mount") or is_decorator):
            _read_arguments(objects, file, events, call)
        elif name in VERBS or name in ("api_route", "route") or name in SETTERS:
            _read_route(objects, file, events, call, receiver, name)
        elif name in ("include_router", "mount"):
            _read_inclusion(objects, file, events, call, receiver, is_mount=name == "mount")
    return events


def _read_route(objects: FastObjects, file: SourceFile, events: Events, call: Node, receiver: Node, name: str) -> None:
    place = objects.place(file, receiver)
    positional, named = arguments(call)
    written = positional[0] if positional else named.get("path")
    if place is None or written is None:
        return
    path = string(objects, file, written)
    if path is None:
        events[place].append(Unknown())
        return
    methods = [name.upper()] if name in VERBS else _methods(objects, file, named.get("methods"))
    line = call.range().start.line + 1
    events[place].extend(Served(method, fastapi_path(path), file.path, line) for method in methods)


def _methods(objects: FastObjects, file: SourceFile, node: Node | None) -> list[str]:
    if node is None:
        return ["GET"]
    values = [string(objects, file, child) for child in node.children() if child.is_named()]
    return [value.upper() for value in values if value] if values and all(values) else ["*"]


def _read_inclusion(
    objects: FastObjects, file: SourceFile, events: Events, call: Node, receiver: Node, *, is_mount: bool
) -> None:
    place = objects.place(file, receiver)
    positional, named = arguments(call)
    if place is None:
        return
    if is_mount:
        prefix_node = positional[0] if positional else named.get("path")
        child = positional[1] if len(positional) > 1 else named.get("app")
    else:
        prefix_node, child = named.get("prefix"), positional[0] if positional else named.get("router")
    prefix = string(objects, file, prefix_node) if prefix_node is not None else ""
    if child is None:
        return
    target = objects.place(file, child)
    if prefix is None:
        events[place].append(Unknown())
    elif target is not None:
        own = own_prefix(objects, target)
        made: Event = Mounted(fastapi_path(join(prefix, own)), target) if own is not None else Unknown()
        events[place].append(made)
    elif is_mount:
        # StaticFiles and other applications serve whatever lies below.
        events[place].append(Served("*", join(fastapi_path(prefix), "*"), file.path, call.range().start.line + 1))
    else:
        events[place].append(Unknown())


def own_prefix(objects: FastObjects, place: Place) -> str | None:
    """The prefix that a router was made with; None where it cannot be read."""
    made = objects.calls.get(place)
    if made is None:
        return ""
    node = arguments(made[1])[1].get("prefix")
    return string(objects, made[0], node) if node is not None else ""


def _read_root(objects: FastObjects, file: SourceFile, events: Events, call: Node) -> None:
    """``FastAPI(root_path="/api")``: whether a path comes with it is for a proxy to say."""
    place = objects.place(file, call)
    if place is not None and "root_path" in arguments(call)[1]:
        events[place].append(Unknown())


def _read_arguments(objects: FastObjects, file: SourceFile, events: Events, call: Node) -> None:
    positional, named = arguments(call)
    slots = [*((str(index), node) for index, node in enumerate(positional)), *named.items()]
    for slot, node in slots:
        if node.kind() not in ("identifier", "attribute") or not _SOUNDS_LIKE_OBJECT.search(node.text()[-80:]):
            continue
        place = objects.place(file, node)
        if place is not None:
            events[place].append(HandedOn(file.path, call, slot))
