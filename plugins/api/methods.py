"""Which method was meant: by the name of the handler, by what it reads, by what the caller sends."""

from __future__ import annotations

import re

from autofix.sdk import Call, Route, Workspace, WorkspaceError
from plugins.api import client, server
from plugins.api.cause import Cause, Remedy, recommend
from plugins.api.contract import Contract, Served
from plugins.api.paths import is_parameter, segments
from plugins.api.sides import Sides, documented_methods

_Words = tuple[tuple[re.Pattern[str], str], ...]
_MEANT: _Words = (
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
# Of these the words that say one thing alone: what is saved or sent may be new or known.
_PLAIN: _Words = (
    (re.compile(r"(?:create|add|insert|register)(?=[A-Z_]|\b)", re.I), "POST"),
    (re.compile(r"(?:update|edit|modify|change)(?=[A-Z_]|\b)", re.I), "PUT"),
    _MEANT[2],
    _MEANT[3],
)
_READS_BODY = re.compile(
    r"\breq(?:uest)?\.(?:body|json|form|data|get_json|POST)\b|ctx\.request\.body|:\s*\w+(?:Create|In|Update|Schema)\b"
)
_DECORATOR = re.compile(r"\s*@\w+\(")
_WRITES = {"POST", "PUT", "PATCH"}


def find_method(contract: Contract, callers: list[Call], other: list[Served], path: str, method: str) -> Cause:
    """The path is served by another method than the one asked by; ``other`` are its routes."""
    said = _meant_by(contract.workspace, callers[0]) if callers else ""
    named = [o for o in other if said and _same(said, o.route.method)]
    if len({o.route.method for o in other}) > 1 and len({o.route.method for o in named}) == 1:
        # By the name of the caller's function one of them is meant.
        other = named
    alike = {o.route.method for o in other if _group(o.route.method) == _group(method)}
    # What sends nothing along may as well take away: then the names decide, or a person.
    sends_nothing = bool(callers) and not callers[0].has_body and any(o.route.method == "DELETE" for o in other)
    if len(alike) == 1 and not sends_nothing:
        other = [o for o in other if o.route.method in alike]
    meant = [o for o in other if _same(_meant(handler_text(contract.workspace, o.route)), method)]
    if len(meant) == 1 and len(other) > 1:
        # By its name that handler is the one, and answers another method.
        other = meant
    served = other[0]
    route = served.route
    sentence = f"{path} is asked for by {method}, and {route.file}:{route.line} answers {route.method} alone."
    place = server.place_of(route)
    if len({o.route.method for o in other}) > 1:
        return recommend(
            "method",
            sentence,
            f"{route.path} answers several methods, and none is {method}: decide which one is meant.",
            place,
        )
    sides = weigh_method(contract, callers[0] if callers else None, route, method)
    are_two = _mean_two_things(contract.workspace, callers, route)
    wrong = "" if are_two else sides.wrong
    can_follow = bool(callers) and not (callers[0].has_body and route.method not in _WRITES)
    if not wrong and not are_two and can_follow and _asks_the_like(method, route.method):
        # Either could follow the other; a call that does takes the route from nobody.
        wrong = "client"
    remedies: tuple[Remedy, ...] = ()
    if wrong == "client" and can_follow:
        remedies = tuple(client.method_remedies(contract.workspace, callers[0], route.method))
        place = client.place_of(callers[0])
    elif wrong == "server":
        remedies = tuple(server.method_remedies(contract.workspace, route, method, path))
    if remedies:
        return Cause("method", sentence, place, remedies, application=served.application)
    return recommend(
        "method",
        sentence,
        f"Decide which side is meant: have the client ask by {route.method}, or the route answer {method}.",
        place,
    )


def weigh_method(contract: Contract, caller: Call | None, route: Route, method: str) -> Sides:
    """What speaks for the caller's method being wrong, and for the route's."""
    client = server = 0.0
    text = handler_text(contract.workspace, route)
    meant = _meant(text)
    reads = bool(_READS_BODY.search(text))
    if meant:
        server += 1.5 if _same(meant, method) and not _same(meant, route.method) else 0.0
        client += 1.5 if _same(meant, route.method) and not _same(meant, method) else 0.0
        if not client and not server and _group(meant) != _group(method):
            client += 1.0 if _group(meant) == _group(route.method) else 0.0
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
    documented = documented_methods(contract, route.path)
    client += 2.0 * (route.method in documented and method not in documented)
    server += 2.0 * (method in documented and route.method not in documented)
    if caller is not None and caller.method_end <= caller.method_start and route.method in _WRITES:
        # What the caller leaves out is the client's default; the server says its method in so many words.
        client += 0.5 if method == "GET" and not caller.has_body else 0.0
    for call in contract.calls:
        if call is caller or not _same_template(route.path, call.path):
            continue
        client += 1.5 if call.method == route.method else 0.0
        server += 1.5 if call.method == method and caller is not None and call.file != caller.file else 0.0
    if {method, route.method} == {"PUT", "PATCH"} and client == server:
        mine = sum(c.method == method and contract.joins(c) for c in contract.calls)
        theirs = sum(s.route.method == route.method for s in contract.served) - 1
        client += theirs > 0 and not mine
        server += mine > 0 and theirs == 0
    elif client == server and _group(method) == _group(route.method) == "write":
        client += 0.5 * _is_odd(method, route.path)
        server += 0.5 * _is_odd(route.method, route.path)
    return Sides(client, server)


_OF_ONE = re.compile(r"(?:me|profile|password|account|settings?|preferences|cart|status|avatar|current)$", re.I)


def _is_odd(method: str, path: str) -> bool:
    """Whether a path is seldom asked by ``method``: PUT where nothing is named that could be put, POST of one thing."""
    last = (segments(path) or ("",))[-1]
    if is_parameter(last):
        return method == "POST"
    return method in ("PUT", "PATCH") and not _OF_ONE.search(last)


def handler_text(workspace: Workspace, route: Route) -> str:
    """The route's statement and the body of its handler, as far as they stand together."""
    try:
        lines = workspace.read(route.file).split("\n")
    except WorkspaceError:
        return ""
    first = lines[route.line - 1 : route.line + 14]
    kept = first[:1]
    for line in first[1:]:
        if line.lstrip().startswith("@") and all(k.lstrip().startswith(("@", ")", "}")) for k in kept):
            kept.append(line)
            continue
        if re.match(
            r"\s*(?:@\w|(?:\w+\.)?(?:app|router|\w*[rR]outes?|bp|\w+_bp|api)\."
            r"(?:get|post|put|patch|delete|use|route)\(|module\.exports|export )",
            line,
        ):
            break
        kept.append(line)
    return "\n".join(kept)


def _meant_by(workspace: Workspace, caller: Call | None, words: _Words = _MEANT) -> str:
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
        for pattern, method in words if name else ():
            if pattern.match(name):
                return method
    return ""


def _meant(text: str, words: _Words = _MEANT) -> str:
    """The method that the handler's name speaks of; empty where it says none."""
    head = re.sub(r"(['\"`])[^'\"`\n]*\1", "", text)
    names = re.findall(r"(?:def|function)\s+(\w+)", head)
    if not names and _DECORATOR.match(head):
        # A method of a class below its decorators.
        names = re.findall(r"^\s+(?:public\s+)?(?:async\s+)?(\w+)\s*\(", head, re.M)
    one = head.split("\n", 1)[0]
    if not names:
        names = re.findall(r"[,.]\s*(\w+)\s*\)?\s*\)?\s*;?\s*$", one)
        names = [n for n in names if n not in ("next", "res", "req")]
    for name in names[:2]:
        for pattern, method in words:
            if pattern.match(name):
                return method
    return ""


def _same_template(route: str, path: str) -> bool:
    """Whether ``path`` is the route's own, parameters for parameters and words for words."""
    wanted, given = segments(route), segments(path)
    return len(wanted) == len(given) and all(
        a == b or (is_parameter(a) and is_parameter(b)) for a, b in zip(wanted, given, strict=True)
    )


def _mean_two_things(workspace: Workspace, callers: list[Call], route: Route) -> bool:
    """Whether caller and handler, by their names, do two different things that are each asked for rightly.

    Then what is missing is a route, and neither of the two is to become the other.
    """
    said = _meant_by(workspace, callers[0], _PLAIN) if callers else ""
    meant = _meant(handler_text(workspace, route), _PLAIN)
    return (
        bool(said and meant) and meant == _plain(route.method) and said == _plain(callers[0].method) and said != meant
    )


def _plain(method: str) -> str:
    return "PUT" if method == "PATCH" else method


def _asks_the_like(method: str, other: str) -> bool:
    """Whether a request of the one method can be meant where the other is served: both write, or both take away."""
    return _group(method) == _group(other) or {method, other} in ({"POST", "DELETE"}, {"PUT", "DELETE"})


def _group(method: str) -> str:
    """What a method does: a client that writes by the wrong one means another that writes."""
    return "write" if method in _WRITES else method


def _same(meant: str, method: str) -> bool:
    return meant == method or {meant, method} == {"PUT", "PATCH"}
