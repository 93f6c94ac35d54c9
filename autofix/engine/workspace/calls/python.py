"""The requests that Python code makes: requests, httpx and the test clients of the frameworks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.workspace.calls.address import read_address
from autofix.engine.workspace.calls.pieces import Value, hole, literal
from autofix.sdk.workspace import Call, Node, Workspace, WorkspaceError

MAX_FILES = 400
MAX_HOPS = 5
_NEEDLES = ("requests.", "httpx", "client", "urlopen")
_CALLED = re.compile(
    r"^(?:self\.)?(?P<client>requests|httpx|(?:\w*_)?session|(?:\w*_)?client|ac|app\.test_client\(\))"
    r"\.(?P<verb>get|post|put|patch|delete|head|options)$"
)


def find_python_calls(workspace: Workspace) -> Iterator[Call]:
    """Every request whose address says something of a path."""
    for path in workspace.search(*_NEEDLES, suffixes=(".py",))[:MAX_FILES]:
        try:
            text, root = workspace.read(path), workspace.tree(path)
        except WorkspaceError:
            continue
        if not re.search(r"\.(?:get|post|put|patch|delete)\(", text):
            continue
        for node in root.find_all(kind="call"):
            found = _call(workspace, path, text, node)
            if found is not None:
                yield found


def _call(workspace: Workspace, path: str, text: str, node: Node) -> Call | None:
    called, given = node.field("function"), node.field("arguments")
    match = _CALLED.match(called.text()) if called is not None and called.kind() == "attribute" else None
    verb = called.field("attribute") if called is not None else None
    first = next((c for c in given.children() if c.is_named() and c.kind() != "comment"), None) if given else None
    if match is None or verb is None or first is None:
        return None
    url = _value(workspace, path, text, first, 0)
    address = read_address(url)
    if address is None or not any(not p.is_hole for p in url):
        return None
    pieces = tuple(piece.piece for piece in url)
    own = max((p for p in pieces if p.file == path), key=lambda p: len(p.text), default=None)
    at, place = node.range(), verb.range()
    return Call(
        match["verb"].upper(),
        address.path,
        address.base,
        path,
        at.start.line + 1,
        own.start if own else 0,
        own.end if own else 0,
        address.is_complete,
        pieces,
        place.start.index,
        place.end.index,
        bool(re.search(r"\b(?:json|data)\s*=", node.text())),
        match["client"].rpartition("_")[2],
    )


def _value(workspace: Workspace, path: str, text: str, node: Node, hops: int) -> Value:
    kind = node.kind()
    if hops > MAX_HOPS:
        return hole("value")
    if kind == "string":
        return _string(workspace, path, text, node, hops)
    if kind == "binary_operator" and "+" in [child.kind() for child in node.children()]:
        left, right = node.field("left"), node.field("right")
        if left is not None and right is not None:
            return (
                *_value(workspace, path, text, left, hops + 1),
                *_value(workspace, path, text, right, hops + 1),
            )
    if kind in ("identifier", "attribute"):
        found = workspace.definition(path, node.text()) if not node.text().startswith("self.") else None
        if found is not None and found.node.kind() in ("string", "binary_operator"):
            try:
                return _value(workspace, found.file, workspace.read(found.file), found.node, hops + 1)
            except WorkspaceError:
                return hole(node.text())
    names = re.findall(r"[A-Za-z_]\w*", node.text()[:200])
    return hole(names[-1] if names else "value")


def _string(workspace: Workspace, path: str, text: str, node: Node, hops: int) -> Value:
    made: list[Value] = []
    for child in node.children():
        where = child.range()
        if child.kind() == "string_content":
            inner = text[where.start.index : where.end.index]
            made.append(literal(inner, path, where.start.index, where.end.index))
        elif child.kind() == "interpolation":
            held = next((c for c in child.children() if c.is_named()), None)
            made.append(_value(workspace, path, text, held, hops + 1) if held is not None else hole("value"))
    return tuple(piece for value in made for piece in value)
