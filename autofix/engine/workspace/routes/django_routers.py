"""What REST framework's routers serve for the viewsets that are registered with them."""

from __future__ import annotations

import re

from autofix.engine.workspace.names_python import arguments, statements, string_value
from autofix.engine.workspace.routes.paths import join
from autofix.sdk.workspace import Node, Route, Workspace, WorkspaceError

_ROUTER = re.compile(r"(?:\w+\.)*\w*Router\(")
_LISTING = (("list", "GET"), ("create", "POST"))
_DETAIL = (("retrieve", "GET"), ("update", "PUT"), ("partial_update", "PATCH"), ("destroy", "DELETE"))
_ALL = frozenset({"list", "create", "retrieve", "update", "partial_update", "destroy"})
_MIXINS = {
    "ModelViewSet": _ALL,
    "ReadOnlyModelViewSet": frozenset({"list", "retrieve"}),
    "ListModelMixin": frozenset({"list"}),
    "CreateModelMixin": frozenset({"create"}),
    "RetrieveModelMixin": frozenset({"retrieve"}),
    "UpdateModelMixin": frozenset({"update", "partial_update"}),
    "DestroyModelMixin": frozenset({"destroy"}),
}


def router_routes(workspace: Workspace, file: str, name: str) -> list[Route] | None:
    """The routes of the router that ``name`` is in ``file``; None where it is no router of this repository."""
    made = workspace.definition(file, name)
    if made is None or not _ROUTER.match(made.node.text()) or "Nested" in made.node.text()[:60]:
        return None
    own = made.node.parent()
    left = own.field("left") if own is not None and own.kind() == "assignment" else None
    variable = left.text() if left is not None else name.rpartition(".")[2]
    found = []
    is_default = "DefaultRouter(" in made.node.text() or "ExtendedDefaultRouter(" in made.node.text()
    if is_default:
        found.append(Route("GET", "/", made.file, made.node.range().start.line + 1))
    # Registered where it is made, and where it is used.
    for path in dict.fromkeys((made.file, file)):
        try:
            text, calls = workspace.read(path), workspace.tree(path).find_all(kind="call")
        except WorkspaceError:
            continue
        if f"{variable}.registry" in text:
            # Filled from other routers.
            return None
        for call in calls:
            called = call.field("function")
            if called is None or called.text() not in (f"{variable}.register", f"{name}.register"):
                continue
            found += _registered(workspace, path, call)
    return found


def _registered(workspace: Workspace, file: str, call: Node) -> list[Route]:
    positional, named = arguments(call)
    written = string_value(positional[0] if positional else named.get("prefix"))
    viewset = positional[1] if len(positional) > 1 else named.get("viewset")
    if written is None:
        return []
    line, prefix = call.range().start.line + 1, re.sub(r"\(\?P<(\w+)>[^)]*\)", r":\1", written)
    definition = workspace.definition(file, viewset.text()) if viewset is not None else None
    is_class = definition is not None and definition.node.kind() == "class_definition"
    if definition is None or not is_class:
        return [Route("*", prefix, file, line), Route("*", join(prefix, "*"), file, line)]
    actions, extra = _actions(workspace, definition.file, definition.node, 0)
    found = [Route(method, prefix, file, line) for action, method in _LISTING if action in actions]
    found += [Route(method, join(prefix, path), file, line) for path, method in extra]
    found += [Route(method, join(prefix, ":pk"), file, line) for action, method in _DETAIL if action in actions]
    return found or [Route("*", prefix, file, line), Route("*", join(prefix, "*"), file, line)]


def _actions(workspace: Workspace, file: str, viewset: Node, depth: int) -> tuple[set[str], list[tuple[str, str]]]:
    """The standard actions that a viewset has, and the path and method of each extra one."""
    actions: set[str] = set()
    extra: list[tuple[str, str]] = []
    body, bases = viewset.field("body"), viewset.field("superclasses")
    for node in statements(body) if body is not None else ():
        named = node.field("name") if node.kind() == "function_definition" else None
        if named is None:
            continue
        if named.text() in _ALL:
            actions.add(named.text())
        extra += _extra(node, named.text())
    for base in bases.children() if bases is not None else ():
        if base.kind() not in ("identifier", "attribute"):
            continue
        bare = base.text().rpartition(".")[2]
        if bare in _MIXINS:
            actions |= _MIXINS[bare]
            continue
        found = workspace.definition(file, base.text()) if depth < 4 else None
        if found is not None and found.node.kind() == "class_definition" and found.node != viewset:
            inherited, more = _actions(workspace, found.file, found.node, depth + 1)
            actions |= inherited
            extra += more
    return actions, extra


def _extra(function: Node, name: str) -> list[tuple[str, str]]:
    """What ``@action(detail=..., methods=[...], url_path=...)`` adds."""
    parent = function.parent()
    marks = [child.text() for child in parent.children() if child.kind() == "decorator"] if parent is not None else []
    for mark in marks:
        match = re.match(r"@(?:\w+\.)*(action|list_route|detail_route)\(", mark)
        if match is None:
            continue
        is_detail = match[1] == "detail_route" or re.search(r"detail\s*=\s*True", mark) is not None
        listed = re.search(r"methods\s*=\s*[\[(]([^\])]*)[\])]", mark)
        methods = re.findall(r"['\"](\w+)['\"]", listed[1]) if listed else ["get"]
        renamed = re.search(r"url_path\s*=\s*r?['\"]([^'\"]+)['\"]", mark)
        path = re.sub(r"\(\?P<(\w+)>[^)]*\)", r":\1", renamed[1]) if renamed else name
        return [(join(":pk", path) if is_detail else path, method.upper()) for method in methods]
    return []
