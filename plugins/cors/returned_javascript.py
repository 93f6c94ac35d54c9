"""What functions of a repository give back, and what their parameters are given, where one place alone tells."""

from __future__ import annotations

import re

from autofix.sdk import Node, Workspace, WorkspaceError
from plugins.cors.javascript import SUFFIXES
from plugins.cors.syntax_javascript import FUNCTIONS, call_arguments, unwrap

MAX_DEPTH = 6
MAX_SITES = 40
_PATH = re.compile(r"[\w$]+(?:\.[\w$]+)*")
_ASIDE = re.compile(r"(?:^|/)(?:tests?|__tests__|specs?|e2e|mocks?)/|\.(?:test|spec)\.", re.I)


def returns_of(function: Node) -> list[Node]:
    """The values that a function gives back: its body, or what its own ``return`` statements name."""
    body = function.field("body")
    if body is None:
        return []
    if body.kind() != "statement_block":
        return [unwrap(body)]
    found = []
    for statement in body.find_all(kind="return_statement"):
        inside = next((place for place in statement.ancestors() if place.kind() in FUNCTIONS), None)
        value = next((child for child in statement.children() if child.is_named()), None)
        if inside == function and value is not None:
            found.append(unwrap(value))
    return found


def called_function(workspace: Workspace, file: str, call: Node) -> tuple[str, Node] | None:
    """The function of the repository that ``call`` runs: by its name, or written on the spot."""
    function = call.field("function")
    if function is None:
        return None
    function = unwrap(function)
    if function.kind() in FUNCTIONS:
        return file, function
    found = workspace.definition(file, function.text()) if _PATH.fullmatch(function.text()) else None
    return (found.file, found.node) if found is not None and found.node.kind() in FUNCTIONS else None


def resolved(workspace: Workspace, file: str, node: Node, depth: int = 0) -> tuple[str, Node] | None:
    """The expression behind a call, a member of what one gives back, or a parameter; None where none alone is it."""
    node = unwrap(node)
    if depth > MAX_DEPTH:
        return None
    if node.kind() == "call_expression":
        called = called_function(workspace, file, node)
        values = returns_of(called[1]) if called is not None else []
        return (called[0], values[0]) if called is not None and len(values) == 1 else None
    if node.kind() == "member_expression":
        owner, name = node.field("object"), node.field("property")
        whole = _whole(workspace, file, owner, depth + 1) if owner is not None else None
        value = _member(whole[1], name.text()) if whole is not None and name is not None else None
        return (whole[0], value) if whole is not None and value is not None else None
    return _argument(workspace, file, node) if node.kind() in ("identifier", "shorthand_property_identifier") else None


def _whole(workspace: Workspace, file: str, node: Node, depth: int) -> tuple[str, Node] | None:
    """The object literal that ``node`` stands for."""
    node = unwrap(node)
    if node.kind() == "object":
        return file, node
    found = resolved(workspace, file, node, depth) if depth <= MAX_DEPTH else None
    if found is None and node.kind() == "identifier":
        defined = workspace.definition(file, node.text())
        found = (defined.file, defined.node) if defined is not None and defined.node != node else None
    return _whole(workspace, *found, depth + 1) if found is not None and depth <= MAX_DEPTH else None


def _member(owner: Node, name: str) -> Node | None:
    for child in owner.children():
        key, value = child.field("key"), child.field("value")
        if key is not None and value is not None and key.text().strip("'\"") == name:
            return unwrap(value)
    return None


def _argument(workspace: Workspace, file: str, node: Node) -> tuple[str, Node] | None:
    """What the only call of the function around ``node`` gives for the parameter of its name."""
    for place in node.ancestors():
        given = place.field("parameters") if place.kind() in FUNCTIONS else None
        listed = [child for child in given.children() if child.is_named()] if given is not None else []
        names = [(child.field("pattern") or child).text() for child in listed]
        if node.text() not in names:
            continue
        owner = place.parent()
        named = place.field("name") or (owner.field("name") if owner is not None else None)
        sites = _calls(workspace, named.text()) if named is not None else []
        index = names.index(node.text())
        given_there = call_arguments(sites[0][1]) if len(sites) == 1 else []
        return (sites[0][0], given_there[index]) if index < len(given_there) else None
    return None


def _calls(workspace: Workspace, name: str) -> list[tuple[str, Node]]:
    found: list[tuple[str, Node]] = []
    for path in workspace.search(f"{name}(", suffixes=SUFFIXES)[:MAX_SITES]:
        try:
            root = None if _ASIDE.search(path) else workspace.tree(path)
        except WorkspaceError:
            continue
        for call in root.find_all(kind="call_expression") if root is not None else ():
            function = call.field("function")
            if function is not None and function.text() == name:
                found.append((path, call))
    return found
