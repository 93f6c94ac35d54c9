"""What the front end's own code says of the failing request: its method, and the headers that it sends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from autofix.sdk import Call, Workspace, WorkspaceError
from plugins.cors.browser import is_forbidden, is_safe_header
from plugins.cors.report import CorsReport

MAX_FILE = 200_000
MAX_OPTIONS = 4_000
_PARAMETER = re.compile(r":\w+\??")
_HEADERS = re.compile(r"\bheaders['\"]?\s{0,9}:\s{0,9}\{")
_KEY = re.compile(r"(?:^|[{,])\s*(?:(['\"])(?P<quoted>[\w-]{1,60})\1|(?P<bare>[A-Za-z]\w{0,60}))\s*:", re.M)
# What a client puts on each of its requests: an instance's options, its defaults, an interceptor.
_MADE = re.compile(r"\.(?:create|extend)\(\s*\{")
_PUT = re.compile(
    r"\bheaders(?:\.(?:common|get|post|put|patch|delete))?"
    r"(?:\.(?P<bare>[A-Z]\w{1,60})|\[\s*['\"](?P<quoted>[\w-]{1,60})['\"]\s*\])\s*=[^=]"
    r"|\bheaders\.(?:set|append)\(\s*['\"](?P<called>[\w-]{1,60})['\"]"
)
_CLIENT = re.compile(r"\.(?:[cm]?[jt]sx?|vue|svelte|html)$")
_TEST_PLACE = re.compile(r"(?:^|/)(?:tests?|__tests__|specs?|e2e|cypress|mocks?)/|\.(?:test|spec|e2e-spec)\.", re.I)
_SERVES = re.compile(r"\bexpress\(|\bcreateServer\(|\bres(?:ponse)?\.(?:json|send|setHeader)\(")
_STRING = re.compile(r"`[^`]{0,500}`|'[^'\n]{0,500}'|\"[^\"\n]{0,500}\"")
_CLOSING = {"(": ")", "{": "}", "[": "]"}


@dataclass(frozen=True)
class ClientRequest:
    """The calls that may have made a request: their methods, and the headers a browser asks about ahead."""

    methods: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


def client_request(workspace: Workspace, report: CorsReport) -> ClientRequest:
    """The failing request as the front end's code makes it; empty where no call there fits it."""
    path = report.path.split("?")[0].rstrip("/").lower()
    fitting = [call for call in workspace.calls() if path and _fits(call, path)]
    if report.method:
        fitting = [call for call in fitting if call.method in (report.method, "*")] or fitting
    methods = dict.fromkeys(call.method for call in fitting if call.method != "*")
    return ClientRequest(tuple(methods), headers_of(workspace, fitting))


def headers_of(workspace: Workspace, calls: Sequence[Call]) -> tuple[str, ...]:
    """The names of the headers that ``calls`` send and that a server has to allow, as the code writes them."""
    found: dict[str, str] = {}
    read: dict[str, list[str]] = {}
    for call in calls:
        for name in (*_of_call(workspace, call), *_of_client(workspace, call.file, read)):
            if not is_safe_header(name) and not is_forbidden(name):
                found.setdefault(name.lower(), name)
    return tuple(found.values())


def _fits(call: Call, path: str) -> bool:
    if not _CLIENT.search(call.file) or _TEST_PLACE.search(call.file):
        return False
    own = call.path.split("?")[0].rstrip("/").lower()
    if not own.strip("/") or own.count(":") > own.count("/"):
        return False
    built = _PARAMETER.sub("[^/]+", re.escape(own).replace("\\:", ":"))
    return re.search(rf"{built}$" if not call.is_complete else rf"^{built}$", path) is not None


def _of_call(workspace: Workspace, call: Call) -> list[str]:
    """The headers in the options that stand beside the call's address, or in its statement if that has a name."""
    text = _read(workspace, call.file)
    begin = sum(len(line) + 1 for line in text.split("\n")[: call.line - 1])
    if call.start < begin:
        return _named(_statement(text, begin))
    line = text.rfind("\n", 0, call.start) + 1
    address = next((each for each in _STRING.finditer(text, line) if each.end() >= call.end), None)
    return _named(_until_closed(text, address.end(), ")")) if address is not None else []


def _of_client(workspace: Workspace, file: str, read: dict[str, list[str]]) -> list[str]:
    """The headers that every request of a client gets, in the call's file and in those it imports."""
    if file not in read:
        imported = (workspace.resolve_import(file, each.specifier) for each in workspace.imports(file))
        read[file] = [
            name for path in dict.fromkeys((file, *filter(None, imported))) for name in _shared(workspace, path)
        ]
    return read[file]


def _shared(workspace: Workspace, path: str) -> list[str]:
    text = _read(workspace, path)
    if "eaders" not in text or _SERVES.search(text):
        return []
    found = [name for made in _MADE.finditer(text) for name in _named(_until_closed(text, made.end(), "}"))]
    return [*found, *(match["bare"] or match["quoted"] or match["called"] for match in _PUT.finditer(text))]


def _named(options: str) -> list[str]:
    """The keys of the object ``headers`` in a request's options."""
    match = _HEADERS.search(options)
    if match is None:
        return []
    inner = "{" + _until_closed(options, match.end(), "}")
    return [key["quoted"] or key["bare"] for key in _KEY.finditer(inner)]


def _statement(text: str, start: int) -> str:
    """The lines from ``start`` on, to the one that closes what they open."""
    end, depth = start, 0
    while end < min(len(text), start + MAX_OPTIONS):
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        depth += sum((sign in _CLOSING) - (sign in _CLOSING.values()) for sign in text[end:stop])
        end = stop + 1
        if depth <= 0:
            break
    return text[start:end]


def _until_closed(text: str, start: int, closing: str) -> str:
    """The text from ``start`` to the bracket that closes what is open there."""
    pending, quote = [closing], ""
    for index in range(start, min(len(text), start + MAX_OPTIONS)):
        sign = text[index]
        if quote:
            quote = "" if sign == quote and text[index - 1] != "\\" else quote
        elif sign in "'\"`":
            quote = sign
        elif sign in _CLOSING:
            pending.append(_CLOSING[sign])
        elif sign == pending[-1]:
            pending.pop()
            if not pending:
                return text[start:index]
    return ""


def _read(workspace: Workspace, path: str) -> str:
    try:
        text = workspace.read(path)
    except WorkspaceError:
        return ""
    return text if len(text) <= MAX_FILE else ""
