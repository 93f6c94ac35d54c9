"""Which method was meant: by the name of the handler, by what it reads, by what the caller sends."""

from __future__ import annotations

import re

from autofix.sdk import Call, Route, Workspace, WorkspaceError
from plugins.api.contract import Contract
from plugins.api.paths import serves
from plugins.api.sides import Sides

_MEANT = (
    (
        re.compile(
            r"(?:create|add|save|register|signup|sign_up|login|log_?in|insert|submit|upload|send|post)(?=[A-Z_]|\b)",
            re.I,
        ),
        "POST",
    ),
    (re.compile(r"(?:update|edit|modify|replace|put|patch)(?=[A-Z_]|\b)", re.I), "PUT"),
    (re.compile(r"(?:delete|remove|destroy|drop)(?=[A-Z_]|\b)", re.I), "DELETE"),
    (re.compile(r"(?:get|list|fetch|find|show|read|search|index|load|all)(?=[A-Z_]|\b)", re.I), "GET"),
)
_READS_BODY = re.compile(
    r"\breq(?:uest)?\.(?:body|json|form|data|get_json|POST)\b|ctx\.request\.body|:\s*\w+(?:Create|In|Update|Schema)\b"
)
_WRITES = {"POST", "PUT", "PATCH"}


def weigh_method(contract: Contract, caller: Call | None, route: Route, method: str) -> Sides:
    """What speaks for the caller's method being wrong, and for the route's."""
    client = server = 0.0
    text = handler_text(contract.workspace, route)
    meant = _meant(text)
    reads = bool(_READS_BODY.search(text))
    if meant:
        server += 1.5 if _same(meant, method) and not _same(meant, route.method) else 0.0
        client += 1.5 if _same(meant, route.method) and not _same(meant, method) else 0.0
    if reads:
        server += 1.0 if route.method in ("GET", "DELETE") and method in _WRITES else 0.0
        client += 1.0 if route.method in _WRITES and method in ("GET", "DELETE") else 0.0
    if caller is not None:
        server += 0.5 if caller.has_body and route.method == "GET" else 0.0
        client += 0.5 if caller.has_body and caller.method == "GET" else 0.0
    said = _meant_by(contract.workspace, caller)
    if said and meant != said:
        client += 0.8 if _same(said, route.method) and not _same(said, method) else 0.0
        server += 0.8 if _same(said, method) and not _same(said, route.method) else 0.0
    for call in contract.calls:
        if call is caller or not serves(route.path, call.path, is_template=True):
            continue
        client += 1.5 if call.method == route.method else 0.0
        server += 1.5 if call.method == method and caller is not None and call.file != caller.file else 0.0
    if {method, route.method} == {"PUT", "PATCH"} and client == server:
        mine = sum(c.method == method and contract.joins(c) for c in contract.calls)
        theirs = sum(s.route.method == route.method for s in contract.served) - 1
        client += theirs > 0 and not mine
        server += mine > 0 and theirs == 0
    return Sides(client, server)


def handler_text(workspace: Workspace, route: Route) -> str:
    """The route's statement and the body of its handler, as far as they stand together."""
    try:
        lines = workspace.read(route.file).split("\n")
    except WorkspaceError:
        return ""
    first = lines[route.line - 1 : route.line + 14]
    kept = first[:1]
    for line in first[1:]:
        if re.match(
            r"\s*(?:@\w|(?:\w+\.)?(?:app|router|\w*[rR]outes?|bp|\w+_bp|api)\."
            r"(?:get|post|put|patch|delete|use|route)\(|module\.exports|export )",
            line,
        ):
            break
        kept.append(line)
    return "\n".join(kept)


def _meant_by(workspace: Workspace, caller: Call | None) -> str:
    """The method that the name of the caller's own function speaks of."""
    if caller is None:
        return ""
    lines = workspace.read(caller.file).split("\n")[max(0, caller.line - 4) : caller.line]
    for line in reversed(lines):
        named = re.search(
            r"(?:function|const|let|async)\s+(?:function\s+)?(\w+)\s*[=(]|^\s*(?:async\s+)?(\w+)\s*\([^)]*\)\s*[:{]",
            line,
        )
        name = (named[1] or named[2]) if named else ""
        for pattern, method in _MEANT if name else ():
            if pattern.match(name):
                return method
    return ""


def _meant(text: str) -> str:
    """The method that the handler's name speaks of; empty where it says none."""
    head = re.sub(r"(['\"`])[^'\"`\n]*\1", "", text)
    names = re.findall(r"(?:def|function)\s+(\w+)", head)
    one = head.split("\n", 1)[0]
    if not names:
        names = re.findall(r"[,.]\s*(\w+)\s*\)?\s*\)?\s*;?\s*$", one)
        names = [n for n in names if n not in ("next", "res", "req")]
    for name in names[:2]:
        for pattern, method in _MEANT:
            if pattern.match(name):
                return method
    return ""


def _same(meant: str, method: str) -> bool:
    return meant == method or {meant, method} == {"PUT", "PATCH"}
