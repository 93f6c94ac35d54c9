"""What one file does to Express applications and routers: routes, mounts, and handing them on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from autofix.engine.workspace.routes.express_handlers import Kind, classify
from autofix.engine.workspace.routes.express_objects import VERBS, Objects, SourceFile
from autofix.engine.workspace.routes.express_values import (
    Bound,
    bound_place,
    items,
    part_of_item,
    strings,
    substitute,
)
from autofix.engine.workspace.routes.paths import express_paths
from autofix.engine.workspace.routes.walk import Event, HandedOn, Mounted, Place, Served, Unknown
from autofix.engine.workspace.syntax_javascript import (
    arguments,
    find_all,
    property_value,
    required_module,
    split_access,
    unwrap,
)
from autofix.sdk.workspace import Node

METHODS = VERBS | {"use"}
_SOUNDS_LIKE_OBJECT = re.compile(r"app|rout|server|express|api|web|http", re.IGNORECASE)
_SOUNDS_LIKE_PATH = re.compile(r"(?:path|prefix|base|ur[li]|endpoint|version|root)s?$", re.IGNORECASE)
_SAYS_NOT_FOUND = re.compile(r"\b404\b|not_?found", re.IGNORECASE)


Events = dict[Place, list[Event]]
Receiver = tuple[Node, Node | None]
"""What a chain of calls begins with: a router, and the path when it was ``router.route(path)``."""


def read_events(objects: Objects, file: SourceFile) -> Events:
    """Everything that ``file`` does to applications and routers, its own or given to it."""
    events: Events = defaultdict(list)
    known: dict[Node, Receiver] = {}
    for call in _in_order(find_all(file.root, "call_expression", "new_expression")):
        called = call.field("function")
        prop = called.field("property") if called is not None else None
        name = prop.text() if prop is not None else ""
        receiver = called.field("object") if called is not None else None
        if called is not None and called.kind() == "subscript_expression":
            _read_computed(objects, file, events, called)
        if name in METHODS and receiver is not None and prop is not None:
            known[call] = _receiver(receiver, known)
            _read_method(objects, file, events, call, known[call], prop)
        if name not in VERBS and name != "use":
            _read_arguments(objects, file, events, call)
    return events


def _read_computed(objects: Objects, file: SourceFile, events: Events, called: Node) -> None:
    """``app[method](path, handler)``: whatever a list of routes makes of it."""
    base, index = called.field("object"), called.field("index")
    place = objects.place(file, base) if base is not None and index is not None and index.kind() != "string" else None
    if place is not None:
        events[place].append(Unknown())


def _in_order(calls: list[Node]) -> list[Node]:
    """Calls by where they end: of ``a.get(x).post(y)`` the ``get`` comes first."""
    return sorted(calls, key=lambda call: call.range().end.index)


def _read_method(
    objects: Objects, file: SourceFile, events: Events, call: Node, receiver: Receiver, prop: Node
) -> None:
    base, route = receiver
    name, given = prop.text(), arguments(call)
    place = objects.place(file, base) if given else None
    if place is None or (route is None and len(given) < 2 and name != "use"):
        return
    line = prop.range().start.line + 1
    for bound in _rounds(objects, file, call):
        if name == "use":
            _read_use(objects, file, events, place, given, bound, line)
            continue
        paths = strings(objects, file, route or given[0], bound)
        handlers = given if route is not None else given[1:]
        plain = _plain(paths)
        if plain is None:
            events[place].append(Unknown())
        for path in plain or ():
            if name == "all" and path.endswith("*") and _SAYS_NOT_FOUND.search(handlers[-1].text()):
                continue
            method = "*" if name == "all" else name.upper()
            events[place].append(Served(method, path, file.path, line))


def _receiver(node: Node, known: dict[Node, Receiver]) -> Receiver:
    """What a method is called on, seen through the calls chained before it."""
    node = unwrap(node)
    if node in known:
        return known[node]
    called = node.field("function") if node.kind() == "call_expression" else None
    prop, inner = (called.field("property"), called.field("object")) if called is not None else (None, None)
    if prop is not None and inner is not None and prop.text() == "route":
        return inner, next(iter(arguments(node)), None)
    return node, None


def _plain(paths: list[str] | None) -> list[str] | None:
    found: list[str] = []
    for path in paths if paths is not None else [""]:
        plain = express_paths(path) if paths is not None else None
        if plain is None:
            return None
        found += plain
    return found


def _read_use(
    objects: Objects,
    file: SourceFile,
    events: Events,
    place: Place,
    given: list[Node],
    bound: Bound,
    line: int,
) -> None:
    paths: list[str] | None = [""]
    has_path = False
    _, first = substitute(file, given[0], bound)
    handlers = given
    if first.kind() == "regex":
        has_path, paths, handlers = True, None, given[1:]
    elif len(given) > 1:
        found = strings(objects, file, given[0], bound)
        if found is not None:
            has_path, paths, handlers = True, _plain(found), given[1:]
        elif _is_path(first):
            has_path, paths, handlers = True, None, given[1:]
    judged = [_judge(objects, file, handler, bound) for handler in handlers]
    for kind, target in judged:
        if target is None:
            continue
        for prefix in paths or ():
            may_be_middleware = kind is not Kind.ROUTER and not has_path
            events[place].append(Mounted(prefix, target, may_be_middleware))
    kinds = [kind for kind, _ in judged]
    is_mount = Kind.ROUTER in kinds
    if Kind.UNKNOWN_ROUTER in kinds or (is_mount and paths is None):
        events[place].append(Unknown())
    if is_mount or not kinds:
        return
    if paths is None or (has_path and judged[-1] == (Kind.UNKNOWN, None)):
        events[place].append(Unknown())
    for path in paths or () if has_path else ():
        if path in ("", "/", "/*"):
            continue
        if kinds[-1] is Kind.HANDLER:
            events[place].append(Served("*", path, file.path, line))
        if kinds[-1] in (Kind.HANDLER, Kind.STATIC):
            method = "*" if kinds[-1] is Kind.HANDLER else "GET"
            events[place].append(Served(method, f"{path.rstrip('/*')}/*", file.path, line))


def _is_path(node: Node) -> bool:
    """Whether an argument that could not be read is a path all the same."""
    if node.kind() in ("template_string", "binary_expression"):
        return True
    return node.kind() in ("identifier", "member_expression") and bool(_SOUNDS_LIKE_PATH.search(node.text()[-60:]))


def _judge(objects: Objects, file: SourceFile, handler: Node, bound: Bound) -> tuple[Kind, Place | None]:
    place = bound_place(objects, handler, bound)
    if place is not None:
        return Kind.ROUTER, place
    source, node = substitute(file, handler, bound)
    return classify(objects, source, node)


def _read_arguments(objects: Objects, file: SourceFile, events: Events, call: Node) -> None:
    if required_module(call) is not None:
        return
    for index, given in enumerate(arguments(call)):
        given = unwrap(given)
        for member, value in _parts(given):
            place = objects.place(file, value) if _may_be_object(file, value) else None
            if place is not None:
                events[place].append(HandedOn(file.path, call, str(index), member))


def _may_be_object(file: SourceFile, node: Node) -> bool:
    """Whether it is worth finding out what an argument is: most are data, and that takes a search each."""
    if _SOUNDS_LIKE_OBJECT.search(node.text()[-80:]):
        return True
    declared = file.scopes.lookup(node.text(), node.range().start.index)
    if declared is None:
        return False
    if declared.value is not None:
        return _SOUNDS_LIKE_OBJECT.search(declared.value.text()[:120]) is not None
    return declared.function is not None


def _parts(given: Node) -> Iterator[tuple[str, Node]]:
    """An argument that can be an application, or the properties of one that can."""
    if given.kind() in ("identifier", "member_expression"):
        yield "", given
    for child in given.children() if given.kind() == "object" else ():
        if child.kind() == "shorthand_property_identifier":
            yield child.text(), child
        elif child.kind() == "pair":
            key = child.field("key")
            value = property_value(given, key.text()) if key is not None else None
            if key is not None and value is not None and value.kind() in ("identifier", "member_expression"):
                yield key.text(), value


def _rounds(objects: Objects, file: SourceFile, call: Node) -> list[Bound]:
    """What the variables of the loops around ``call`` stand for, round by round; one round without loops."""
    position = call.range().start.index
    for given in arguments(call):
        base, _ = split_access(unwrap(given))
        declared = file.scopes.lookup(base.text(), position) if base.kind() == "identifier" else None
        if declared is None or declared.over is None:
            continue
        listed = items(objects, file, declared.over)
        if listed is None:
            return [{}]
        names = file.scopes.known_over(declared.over, position)
        rounds: list[Bound] = []
        for item in listed[1]:
            parts = {name: part_of_item(item, member) for name, member in names}
            rounds.append({name: (listed[0], part) for name, part in parts.items() if part is not None})
        return rounds or [{}]
    return [{}]
