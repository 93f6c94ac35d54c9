"""The requests that JavaScript and TypeScript code makes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.workspace.calls.address import read_address
from autofix.engine.workspace.calls.clients import Clients, Sent, is_passed_on
from autofix.engine.workspace.calls.options import called_of, object_or_none, option
from autofix.engine.workspace.calls.pieces import Value, join_base, literal, text_of
from autofix.engine.workspace.calls.scopes import returned
from autofix.engine.workspace.calls.script import FUNCTIONS, SUFFIXES, Script
from autofix.engine.workspace.calls.values import Values
from autofix.engine.workspace.syntax_javascript import arguments, find_all, unwrap
from autofix.sdk.workspace import Call, Node, UrlPiece, Workspace, WorkspaceError

MAX_FILES = 800
MAX_CALLS = 4_000
_NEEDLES = (
    "fetch",
    "axios",
    "http",
    "/api",
    ".get(",
    ".post(",
    ".put(",
    ".delete(",
    ".get<",
    "useSWR",
    "ajax",
    "request(",
    "request<",
    "Request<",
    "pi<",
    "lient<",
    "Api(",
    "API(",
    "Server(",
    "injectEndpoints",
)
_ASIDE = re.compile(r"(?:^|/)(?:dist|build|out|coverage|vendor|public/lib|\.next|\.nuxt)/|\.min\.[cm]?js$|\.d\.ts$")
_MAKES_CALLS = re.compile(
    r"\b(?:fetch|axios|\$fetch|ofetch|useFetch|useLazyFetch|useSWR\w*|ky|superagent|sendBeacon|XMLHttpRequest|baseQuery)\b"
    r"|\.(?:get|post|put|patch|delete|del|request|ajax|getJSON|\$get|\$post)\s*(?:<[^()]{0,80}>)?\(\s*[`'\"{\w]"
    r"|\w\(\s*[`'\"](?:/|https?:)"
)
_BY_NAME = re.compile(
    r"\b\w*(?:[aA]pi|API|[fF]etch|[rR]equest|[sS]erver|[hH]ttp|[cC]lient)\w*(?:<[^()\n]{0,80}>)?\(\s*[`'\"][\w/$]"
)
_ADDRESSES = re.compile(r"[`'\"](?:https?://|/[\w:$]|[\w-]+/|\$\{)|\+\s*['\"`]/?\w")
_LIKE_A_CLIENT = re.compile(
    r"fetch|axios|http|api|client|request|ajax|useSWR|\bky\b|superagent|sendBeacon|\.(?:get|post|put|patch|delete|open)$",
    re.I,
)
_FIRST = frozenset({"string", "template_string", "binary_expression"})
_NOT_SENT = re.compile(
    r"^(?:console|require|import|router|app|server|path|describe|it|test|expect|nock|navigate|push)\b"
)


def find_javascript_calls(workspace: Workspace) -> Iterator[Call]:
    """Every request whose address says something of a path."""
    values = Values(workspace)
    clients = Clients(values)
    count = 0
    for path in _files(workspace):
        script = values.open(path)
        if script is None:
            continue
        for node in find_all(script.root, "call_expression"):
            if count > MAX_CALLS:
                return
            sent = clients.sent(script, node) if _may_send(node) else None
            found = as_call(sent, script, node) if sent is not None else None
            if found is not None:
                count += 1
                yield found
        if "fetchBaseQuery" in script.text or "injectEndpoints" in script.text:
            yield from _endpoints(values, script)
        if "EventSource(" in script.text:
            yield from _event_sources(values, script)


def _files(workspace: Workspace) -> list[str]:
    found = []
    for path in workspace.search(*_NEEDLES, suffixes=SUFFIXES):
        if _ASIDE.search(path):
            continue
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        is_toolkit = "injectEndpoints" in text or "fetchBaseQuery" in text
        if is_toolkit or (_MAKES_CALLS.search(text) and _ADDRESSES.search(text)) or _BY_NAME.search(text):
            found.append(path)
            if len(found) >= MAX_FILES:
                break
    return found


def _may_send(call: Node) -> bool:
    called, given = called_of(call), arguments(call)
    if called is None or not given:
        return False
    name = called.text()[-120:]
    if called.kind() == "identifier" and _NOT_SENT.match(name):
        return False
    is_client = _LIKE_A_CLIENT.search(name) is not None
    if given[0].kind() in _FIRST:
        return is_client or bool(re.match(r"[`'\"](?:/|https?:|\$\{|[\w-]+/)", given[0].text()))
    return is_client


def as_call(sent: Sent, script: Script, node: Node) -> Call | None:
    """The call that ``sent`` is, made at ``node``; None for the inside of a wrapper."""
    if any(is_passed_on(sent.url, index) for index in range(len(sent.url))):
        return None
    address = read_address(sent.url)
    if address is None:
        return None
    pieces = tuple(piece.piece for piece in sent.url)
    own = own_piece(pieces, script.path, node)
    line = node.range().start.line + 1
    method = text_of(sent.method)
    spelled = next((p.piece for p in sent.method if p.piece.file == script.path and p.piece.end > p.piece.start), None)
    return Call(
        (method or "*").upper(),
        address.path,
        address.base,
        script.path,
        line,
        own.start if own else 0,
        own.end if own else 0,
        address.is_complete,
        pieces,
        spelled.start if spelled else 0,
        spelled.end if spelled else 0,
        sent.has_body,
        sent.client,
    )


def own_piece(pieces: tuple[UrlPiece, ...], file: str, node: Node) -> UrlPiece | None:
    """The literal in which the call at ``node`` names its path: the longest that stands in it, else in its file."""
    where = node.range()
    own = [p for p in pieces if p.file == file and re.search(r"[A-Za-z]", p.text)]
    inside = [p for p in own if where.start.index <= p.start and p.end <= where.end.index]
    return max(inside or own, key=lambda p: len(p.text), default=None)


def _endpoints(values: Values, script: Script) -> Iterator[Call]:
    """RTK Query: ``builder.query({ query: (id) => `users/${id}` })`` below the base of its API."""
    base: Value = ()
    for call in find_all(script.root, "call_expression"):
        called, given = call.field("function"), arguments(call)
        if called is not None and called.text() == "fetchBaseQuery" and given:
            base = option(values, script, given[0], "baseUrl") or ()
    if not base and "injectEndpoints" in script.text:
        for module, name in script.imported.values():
            path = values.workspace.resolve_import(script.path, module)
            other = values.open(path) if path and name else None
            for call in find_all(other.root, "call_expression") if other and "fetchBaseQuery" in other.text else ():
                called, given = call.field("function"), arguments(call)
                if other is not None and called is not None and called.text() == "fetchBaseQuery" and given:
                    base = option(values, other, given[0], "baseUrl") or ()
    for pair in find_all(script.root, "pair"):
        key, value = pair.field("key"), pair.field("value")
        if key is None or value is None or key.text() != "query" or value.kind() not in FUNCTIONS:
            continue
        given_back = returned(value)
        if given_back is None:
            continue
        node = unwrap(given_back)
        options = object_or_none(node)
        url = option(values, script, options, "url") if options is not None else values.value(script, node)
        method = option(values, script, options, "method") if options is not None else None
        if url is None:
            continue
        sent = Sent("rtk", method or literal("GET"), join_base(base, url), "body" in node.text())
        found = as_call(sent, script, value)
        if found is not None:
            yield found


def _event_sources(values: Values, script: Script) -> Iterator[Call]:
    for node in find_all(script.root, "new_expression"):
        made, given = node.field("constructor"), arguments(node)
        if made is not None and made.text() == "EventSource" and given:
            found = as_call(Sent("EventSource", literal("GET"), values.value(script, given[0])), script, node)
            if found is not None:
                yield found
