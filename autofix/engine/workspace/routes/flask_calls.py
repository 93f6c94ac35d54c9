"""What one file does to Flask applications and blueprints: routes, registrations, and handing them on."""

from __future__ import annotations

import re
from collections import defaultdict

from autofix.engine.workspace.names_python import arguments, split_access, string_value, unwrap
from autofix.engine.workspace.routes.flask_objects import Objects, SourceFile, assignment_value, keyword
from autofix.engine.workspace.routes.paths import flask_path, join
from autofix.engine.workspace.routes.walk import Event, HandedOn, Mounted, Place, Served, Unknown
from autofix.sdk.workspace import Node

VERBS = frozenset(("get", "post", "put", "patch", "delete"))
MAX_DEPTH = 8
MAX_ITEMS = 200

_SOUNDS_LIKE_OBJECT = re.compile(r"app|bp|blueprint|api|namespace|\bns|server|flask", re.IGNORECASE)

Events = dict[Place, list[Event]]


def read_events(objects: Objects, file: SourceFile) -> Events:
    """Everything that ``file`` does to applications and blueprints, its own or given to it."""
    events: Events = defaultdict(list)
    decorating = {
        (call.range().start.index, call.range().end.index): decorator
        for decorator in file.root.find_all(kind="decorator")
        for call in decorator.children()
        if call.kind() == "call"
    }
    calls = file.root.find_all(kind="call")
    for call in sorted(calls, key=lambda node: node.range().start.index):
        called = call.field("function")
        if called is None:
            continue
        receiver, method = called.field("object"), called.field("attribute")
        name = method.text() if method is not None else ""
        where = (call.range().start.index, call.range().end.index)
        decorator = decorating.get(where)
        if receiver is not None and decorator is not None and (name == "route" or name in VERBS):
            _read_decorator(objects, file, events, call, receiver, decorator)
        elif receiver is not None and name in _READERS:
            _READERS[name](objects, file, events, call, receiver)
        elif objects.created(file, call) in ("Api", "Namespace"):
            _read_extension(objects, file, events, call)
        else:
            _read_arguments(objects, file, events, call)
    return events


def _read_decorator(
    objects: Objects, file: SourceFile, events: Events, call: Node, receiver: Node, decorator: Node
) -> None:
    place = objects.place(file, receiver)
    if place is None:
        return
    positional, named = arguments(call)
    called = call.field("function")
    name = called.text().rpartition(".")[2] if called is not None else ""
    parent = decorator.parent()
    decorated = parent.field("definition") if parent is not None else None
    is_class = decorated is not None and decorated.kind() == "class_definition"
    if name in VERBS:
        methods = [name.upper()]
    else:
        methods = _methods(objects, file, named.get("methods"), "*" if is_class else "GET")
    # flask-restx takes several rules in one decorator.
    rules = positional if is_class else [*positional[:1], *([named["rule"]] if "rule" in named else [])]
    _serve(objects, file, events[place], rules, methods, call)


def _read_url_rule(objects: Objects, file: SourceFile, events: Events, call: Node, receiver: Node) -> None:
    place = objects.place(file, receiver)
    positional, named = arguments(call)
    rule = positional[0] if positional else named.get("rule")
    if place is None or rule is None:
        return
    view = named.get("view_func", positional[2] if len(positional) > 2 else None)
    is_class = view is not None and _is_view_class(objects, file, view)
    methods = _methods(objects, file, named.get("methods"), "*" if is_class else "GET")
    _serve(objects, file, events[place], [rule], methods, call)


def _read_resource(objects: Objects, file: SourceFile, events: Events, call: Node, receiver: Node) -> None:
    place = objects.place(file, receiver)
    if place is not None:
        _serve(objects, file, events[place], arguments(call)[0][1:], ["*"], call)


def _read_registration(objects: Objects, file: SourceFile, events: Events, call: Node, receiver: Node) -> None:
    place = objects.place(file, receiver)
    positional, named = arguments(call)
    child = positional[0] if positional else next(iter(named.values()), None)
    if place is None or child is None:
        return
    prefix = named.get("url_prefix", named.get("path"))
    for node, prefix_node in _rounds(objects, file, child, prefix):
        target = objects.place(node[0], node[1])
        own = objects.calls.get(target) if target is not None else None
        if target is None:
            events[place].append(Unknown())
            continue
        found: str | None = ""
        if prefix_node is not None:
            found = string(objects, file, prefix_node) if prefix_node.kind() != "none" else ""
        elif own is not None:
            found = _own_prefix(objects, own[0], own[1])
        events[place].append(Mounted(flask_path(found), target) if found is not None else Unknown())


def _read_extension(objects: Objects, file: SourceFile, events: Events, call: Node) -> None:
    """``Api(app, prefix='/api')``: what is added to the extension is served by what it was given."""
    place = objects.place(file, call)
    positional, named = arguments(call)
    given = positional[0] if positional else named.get("app", named.get("blueprint"))
    target = objects.place(file, given) if given is not None else None
    if place is None or target is None:
        return
    prefix = string(objects, file, named["prefix"]) if "prefix" in named else ""
    events[target].append(Mounted(flask_path(prefix), place) if prefix is not None else Unknown())


def _read_init_app(objects: Objects, file: SourceFile, events: Events, call: Node, receiver: Node) -> None:
    """``api.init_app(app)`` of a REST extension, or of a module of this repository."""
    place = objects.place(file, receiver)
    positional, named = arguments(call)
    given = positional[0] if positional else named.get("app")
    target = objects.place(file, given) if given is not None else None
    if place is None or target is None:
        _read_arguments(objects, file, events, call)
        return
    own = objects.calls.get(place)
    prefix_node = keyword(own[1], "prefix") if own is not None else None
    prefix = string(objects, own[0], prefix_node) if own is not None and prefix_node is not None else ""
    events[target].append(Mounted(flask_path(prefix), place) if prefix is not None else Unknown())


def _read_arguments(objects: Objects, file: SourceFile, events: Events, call: Node) -> None:
    positional, named = arguments(call)
    slots = [*((str(index), node) for index, node in enumerate(positional)), *named.items()]
    for slot, node in slots:
        if node.kind() not in ("identifier", "attribute"):
            continue
        place = objects.place(file, node) if _may_be_object(file, node) else None
        if place is not None:
            events[place].append(HandedOn(file.path, call, slot))


def _may_be_object(file: SourceFile, node: Node) -> bool:
    """Whether it is worth finding out what an argument is: most are data, and that takes a search each."""
    if _SOUNDS_LIKE_OBJECT.search(node.text()[-80:]):
        return True
    declared = file.lookup(node.text(), node.range().start.index)
    return declared is not None and bool(declared.slot)


_READERS = {
    "add_url_rule": _read_url_rule,
    "add_resource": _read_resource,
    "register_blueprint": _read_registration,
    "add_namespace": _read_registration,
    "register_api": _read_registration,
    "init_app": _read_init_app,
}


def string(objects: Objects, file: SourceFile, node: Node, depth: int = 0) -> str | None:
    """The string that ``node`` is; None when that is unknown."""
    node = unwrap(node)
    kind = node.kind()
    if depth > MAX_DEPTH:
        return None
    plain = string_value(node)
    if plain is not None:
        return plain
    parts: list[str | None] = []
    if kind == "string":
        for child in node.children():
            if child.kind() == "string_content":
                parts.append(child.text())
            elif child.kind() == "interpolation":
                inner = child.field("expression")
                parts.append(string(objects, file, inner, depth + 1) if inner is not None else None)
    elif kind == "concatenated_string":
        parts = [string(objects, file, child, depth + 1) for child in node.children() if child.is_named()]
    elif kind == "binary_operator":
        left, right, operator = node.field("left"), node.field("right"), node.field("operator")
        if left is None or right is None or operator is None or operator.text() != "+":
            return None
        parts = [string(objects, file, side, depth + 1) for side in (left, right)]
    elif kind in ("identifier", "attribute"):
        found = objects.definition(file, node)
        inner_file = objects.open(found.file) if found is not None else None
        if found is None or inner_file is None or found.node == node:
            return None
        return string(objects, inner_file, found.node, depth + 1)
    else:
        return None
    known = [part for part in parts if part is not None]
    return "".join(known) if len(known) == len(parts) else None


def _serve(
    objects: Objects,
    file: SourceFile,
    events: list[Event],
    rules: list[Node],
    methods: list[str],
    call: Node,
) -> None:
    line = call.range().start.line + 1
    for node in rules:
        rule = string(objects, file, node)
        if rule is None:
            events.append(Unknown())
            continue
        events.extend(Served(method, join("", flask_path(rule)), file.path, line) for method in methods)


def _methods(objects: Objects, file: SourceFile, node: Node | None, otherwise: str) -> list[str]:
    """The methods of ``methods=[...]``; any where the list is not a literal."""
    if node is None:
        return [otherwise]
    if node.kind() in ("identifier", "attribute"):
        found = objects.definition(file, node)
        node = found.node if found is not None else node
    if node.kind() not in ("list", "tuple", "set"):
        return ["*"]
    values = [string(objects, file, child) for child in node.children() if child.is_named()]
    return [value.upper() for value in values if value] if all(values) and values else ["*"]


def _is_view_class(objects: Objects, file: SourceFile, view: Node) -> bool:
    """Whether a view comes from ``View.as_view``, also by way of a variable or a decorator."""
    if view.kind() == "identifier":
        found = objects.definition(file, view)
        view = found.node if found is not None else view
    return view.kind() == "call" and ".as_view" in view.text()[:500]


def _own_prefix(objects: Objects, file: SourceFile, call: Node) -> str | None:
    positional, named = arguments(call)
    if objects.created(file, call) == "Namespace":
        name = named.get("path") or (positional[0] if positional else None)
        found = string(objects, file, name) if name is not None else ""
        return found if found is None else "/" + found.lstrip("/")
    prefix = named.get("url_prefix")
    return string(objects, file, prefix) if prefix is not None and prefix.kind() != "none" else ""


def _rounds(
    objects: Objects, file: SourceFile, child: Node, prefix: Node | None
) -> list[tuple[tuple[SourceFile, Node], Node | None]]:
    """The blueprint and prefix of each round of a loop over a literal list; one round without a loop."""
    single = [((file, child), prefix)]
    base, members = split_access(child)
    declared = file.lookup(base.text(), base.range().start.index) if base.kind() == "identifier" else None
    if declared is None or declared.node.kind() != "for_statement" or members:
        return single
    left, right = declared.node.field("left"), declared.node.field("right")
    listed = _items(objects, file, right) if right is not None else None
    if left is None or listed is None:
        return single
    names = [left.text()] if left.kind() == "identifier" else [c.text() for c in left.children() if c.is_named()]
    found = []
    for item in listed[1]:
        parts = [item] if left.kind() == "identifier" else [c for c in item.children() if c.is_named()]
        bound = dict(zip(names, parts, strict=False))
        target = bound.get(base.text())
        if target is not None:
            given = bound.get(prefix.text(), prefix) if prefix is not None else None
            found.append(((listed[0], target), given))
    return found or single


def _items(objects: Objects, file: SourceFile, node: Node) -> tuple[SourceFile, list[Node]] | None:
    node = unwrap(node)
    if node.kind() == "identifier":
        found = objects.definition(file, node)
        inner = objects.open(found.file) if found is not None else None
        if found is None or inner is None:
            return None
        file, node = inner, found.node
    if node.kind() == "assignment":
        node = assignment_value(node) or node
    if node.kind() not in ("list", "tuple", "set"):
        return None
    return file, [child for child in node.children() if child.is_named() and child.kind() != "comment"][:MAX_ITEMS]
