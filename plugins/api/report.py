"""What a report says of requests that found no route: method, address, and how the failure showed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from autofix.sdk import Problem

_METHODS = r"GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS"
_URL = r"https?://[^\s'\"<>)\],]+"
_PATH = r"/[^\s'\"<>)\],]*"
LOCAL = re.compile(r"^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)")

# Each with what it shows: the groups are method (m), address (u), status (s).
_SHOWN: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "slash",
        re.compile(
            rf"called this URL via (?P<m>{_METHODS}), but the URL doesn't end in a slash.{{0,200}}?"
            r"point to (?P<u>[\w.:-]+/\S*)",
            re.S,
        ),
    ),
    ("refused", re.compile(rf"(?P<m>{_METHODS})\s+(?P<u>{_URL})\s+net::ERR_(?:CONNECTION_REFUSED|EMPTY_RESPONSE)")),
    ("scheme", re.compile(rf"(?P<m>{_METHODS})\s+(?P<u>https://\S+?)\s+net::ERR_SSL_PROTOCOL_ERROR")),
    (
        "unreachable",
        re.compile(
            rf"(?P<m>{_METHODS})\s+(?P<u>{_URL})\s+net::ERR_(?:NAME_NOT_RESOLVED|(?:CONNECTION_)?TIMED_OUT"
            r"|INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE|CONNECTION_RESET|CONNECTION_CLOSED|CERT_\w+|SSL_\w+)"
        ),
    ),
    ("proxy", re.compile(rf"http proxy error: (?P<u>{_PATH})")),
    ("proxy", re.compile(rf"[Pp]roxy request (?P<u>{_PATH}) from \S+ to (?P<target>{_URL})")),
    ("status", re.compile(rf"(?P<m>{_METHODS})\s+(?P<u>{_URL})\s+(?:net::ERR_\w+\s+)?(?P<s>[345]\d\d)\b")),
    ("status", re.compile(rf"XHR ?(?P<m>{_METHODS})\s*\n?\s*(?P<u>{_URL})\s*\n?\s*\[HTTP/\S+ (?P<s>[45]\d\d)")),
    ("status", re.compile(rf"(?P<u>{_URL}?):\d+\s*\n?\s*Failed to load resource:[^\n]*status of (?P<s>[45]\d\d)")),
    ("status", re.compile(rf"Failed to load resource:[^\n]*status of (?P<s>[45]\d\d)[^\n]*?(?P<u>{_URL})")),
    ("refused", re.compile(rf"(?P<u>{_URL}?):?\d*\s*\n?\s*Failed to load resource:[^\n]*ERR_CONNECTION_REFUSED")),
    ("status", re.compile(rf"\"(?P<m>{_METHODS}) (?P<u>{_PATH}) HTTP/[\d.]+\"\s+(?P<s>[345]\d\d)")),
    ("status", re.compile(rf"(?P<s>404|405) Client Error:[^\n]*? for url: (?P<u>{_URL})")),
    ("status", re.compile(rf"Client error '(?P<s>404|405)[^']*' for url '(?P<u>{_URL})'")),
    ("not_found", re.compile(rf"Cannot (?P<m>{_METHODS}) (?P<u>{_PATH})")),
    ("not_found", re.compile(rf"Route (?P<m>{_METHODS}):(?P<u>{_PATH}) not found")),
    ("method", re.compile(rf"Method Not Allowed \((?P<m>{_METHODS})\): (?P<u>{_PATH})")),
    ("method", re.compile(rf"Method Not Allowed: (?P<u>{_PATH})")),
    ("not_found", re.compile(rf"Not Found: (?P<u>{_PATH})")),
    (
        "not_found",
        re.compile(
            rf"Page not found \(404\).{{0,200}}?Request Method:\s*(?P<m>{_METHODS})\s*Request URL:\s*(?P<u>{_URL})",
            re.S,
        ),
    ),
    ("status", re.compile(rf"\b(?P<m>{_METHODS}) (?P<u>{_PATH}) (?:HTTP/[\d.]+\"? )?(?P<s>404|405)\b")),
    # ofetch, superagent's and node-fetch's wrappers, koa-logger, Angular, supertest, log lines in JSON.
    ("status", re.compile(rf"\[(?P<m>{_METHODS})\]\s+\"(?P<u>{_URL}|{_PATH})\":\s+(?P<s>[45]\d\d)")),
    ("status", re.compile(rf"cannot (?P<m>{_METHODS}) (?P<u>{_URL}|{_PATH}) \((?P<s>[45]\d\d)\)")),
    ("status", re.compile(rf"Http failure response for (?P<u>{_URL}|{_PATH}): (?P<s>[45]\d\d)")),
    (
        "status",
        re.compile(
            rf"\"method\":\s*\"(?P<m>{_METHODS})\",\s*\"(?:url|path)\":\s*\"(?P<u>{_URL}|{_PATH})\"[^\n]{{0,400}}?"
            r"\"status(?:Code)?\":\s*(?P<s>[45]\d\d)"
        ),
    ),
    ("status", re.compile(rf"(?P<s>404|405)[^\n]{{0,40}}?(?P<m>{_METHODS}) (?P<u>{_URL}|{_PATH})")),
)
_NOT_JSON = re.compile(
    r"Unexpected token '?<'?|<!DOCTYPE[^\n]{0,40}is not valid JSON|JSON\.parse: unexpected character", re.I
)
_NAMED_404 = re.compile(
    r"(?:status code|status:?|HTTP error!? ?(?:status:?)?|with status)\s*(?P<s>404|405)|\b(?P<n>404|405)\b[ (]*"
    r"(?:Not Found|Method Not Allowed)|\"detail\":\s*\"(?:Not Found|Method Not Allowed)\"",
    re.I,
)
_REFUSED = re.compile(r"ECONNREFUSED|ERR_CONNECTION_REFUSED|Failed to connect to|Connection refused|ERR_NETWORK")
_REFUSED_AT = re.compile(
    r"ECONNREFUSED (?P<h>[\w.:]+?):(?P<p>\d{2,5})\b|Failed to connect to (?P<g>\S+) port (?P<q>\d+)"
    r"|Failed to connect to /?(?P<j>[\w.-]+)[/:](?:[\d.]+:)?(?P<s>\d{2,5})\b"
    r"|host='(?P<i>[\w.-]+)', port=(?P<r>\d+)"
)
_CONFIG_URL = re.compile(r"\burl['\"]?\s*:\s*['\"](?P<u>[^'\"\s]+)['\"]")
_CONFIG_BASE = re.compile(r"\bbaseURL['\"]?\s*:\s*['\"](?P<u>[^'\"\s]+)['\"]")
_CONFIG_METHOD = re.compile(rf"\bmethod['\"]?\s*[:=]\s*['\"]?(?P<m>{_METHODS})\b", re.I)
_ANY = re.compile(rf"(?:\b(?P<m>{_METHODS})\s+)?(?P<u>{_URL})")
_ANY_PATH = re.compile(rf"\b(?P<m>{_METHODS})\s+(?P<u>{_PATH})")
_API_PATH = re.compile(r"(?<![\w.:/])(?P<u>/(?:api|v\d)/[^\s'\"<>)\],:]+)")
_FRAME = re.compile(r"(?P<f>[\w@./\\-]+\.(?:jsx?|tsx?|vue|svelte|mjs))(?:\?[^\s:]*)?:(?P<l>\d+)")
_STATIC = re.compile(
    r"\.(?:js|css|map|png|jpe?g|svg|ico|woff2?|gif|webp|html)$|favicon|hot-update|/@vite|sockjs|manifest\.json"
)
# Kinds that say more than what else is printed of the same request.
_TELLING = ("slash", "method", "proxy", "refused", "scheme", "unreachable")
MAX_REQUESTS = 6


@dataclass(frozen=True)
class Request:
    """A request that failed.

    ``kind`` is ``not_found``, ``method``, ``not_json``, ``refused``, ``unreachable`` (the host or the way to it),
    ``scheme`` (asked by TLS of what speaks none),
    ``proxy`` (a development proxy found nobody at ``target``), ``slash`` or ``other``; ``status`` is 0 where none was
    printed. ``base`` is the origin,
    empty where only the path was printed. ``method`` is empty where nothing says it.
    """

    kind: str
    method: str
    base: str
    path: str
    status: int = 0
    target: str = ""

    @property
    def host(self) -> str:
        """The host, lower case; empty where only the path is known."""
        return urlsplit(self.base).hostname or "" if self.base else ""

    @property
    def is_local(self) -> bool:
        """Whether the address names this machine or its network, or no machine at all."""
        return not self.base or bool(LOCAL.match(self.host)) or "." not in self.host

    @property
    def port(self) -> int | None:
        """The port, the scheme's own filled in; None where no origin is known."""
        return port_of(self.base)


def port_of(base: str) -> int | None:
    """The port of an origin; None where there is none."""
    if not base:
        return None
    try:
        parts = urlsplit(base)
        return parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None


@dataclass(frozen=True)
class ApiReport:
    """The requests of a report, the first that failed first; ``frames`` are files and lines of its stack."""

    requests: tuple[Request, ...]
    kind: str
    frames: tuple[tuple[str, int], ...]


def read_api(problem: Problem) -> ApiReport:
    """What ``problem`` says of failing requests."""
    text = problem.text
    frames = tuple(dict.fromkeys((match["f"].replace("\\", "/"), int(match["l"])) for match in _FRAME.finditer(text)))
    found: dict[tuple[str, str, str], Request] = {}
    placed = [
        (match.start(), order, kind, match)
        for order, (kind, pattern) in enumerate(_SHOWN)
        for match in pattern.finditer(text)
    ]
    for _, _, kind, match in sorted(placed, key=lambda each: each[:2]):
        _keep(found, _request(kind, match, text))
    kind = _kind(text)
    if not found:
        fallback = _fallback(problem, kind)
        if fallback is not None:
            _keep(found, fallback)
    requests = tuple(_with_rest(request, found, text, problem) for request in found.values())[:MAX_REQUESTS]
    return ApiReport(requests, requests[0].kind if requests else kind, frames)


def _keep(found: dict[tuple[str, str, str], Request], request: Request | None) -> None:
    if request is None or _STATIC.search(request.path):
        return
    for key, known in found.items():
        if known.path == request.path and (not known.method or not request.method or known.method == request.method):
            # The same request, told by the browser and by the server.
            first_kind = known.kind if known.kind in _TELLING else request.kind
            found[key] = Request(
                first_kind if first_kind != "other" else known.kind,
                known.method or request.method,
                known.base or request.base,
                known.path,
                known.status or request.status,
                known.target or request.target,
            )
            return
    found[(request.method, request.base, request.path)] = request


def _request(kind: str, match: re.Match[str], text: str) -> Request | None:
    named = match.groupdict()
    address, method = named["u"].rstrip(".,;:"), (named.get("m") or "").upper()
    status = int(named.get("s") or 0)
    if status:
        kind = {404: "not_found", 405: "method"}.get(status, "other")
        if status < 400:
            return None
    target = named.get("target") or ""
    if kind == "proxy" and not target:
        refused = _REFUSED_AT.search(text, match.end())
        target = f"http://localhost:{refused['p']}" if refused and refused["p"] else ""
    if kind == "slash":
        address = "http://" + address
    base, path = split(address)
    if kind == "slash":
        path = path.rstrip("/")
    return Request(kind, method, base, path, status, target)


def split(address: str) -> tuple[str, str]:
    """Origin and path of an address, without query."""
    match = re.match(r"https?://[^/?#]+", address)
    base = match[0] if match else ""
    path = re.split(r"[?#]", address[len(base) :], maxsplit=1)[0] or "/"
    return base, path if path.startswith("/") else "/" + path


def _kind(text: str) -> str:
    if _NOT_JSON.search(text):
        return "not_json"
    named = _NAMED_404.search(text)
    if named:
        return "method" if "405" in named[0] or "Allowed" in named[0] else "not_found"
    return "refused" if _REFUSED.search(text) else "other"


def _fallback(problem: Problem, kind: str) -> Request | None:
    """The address that a free text names."""
    text = problem.text
    if kind == "other":
        return None
    configured, base = _CONFIG_URL.search(text), _CONFIG_BASE.search(text)
    method = _CONFIG_METHOD.search(text)
    verb = (problem.method or (method["m"] if method else "")).upper()
    status = 405 if kind == "method" else 404 if kind == "not_found" else 0
    if configured:
        address = configured["u"]
        if base and not address.startswith("http"):
            address = base["u"].rstrip("/") + "/" + address.lstrip("/")
        return Request(kind, verb, *split(address), status)
    if problem.url:
        return Request(kind, verb, *split(problem.url), status)
    for pattern in (_ANY_PATH, _ANY, _API_PATH):
        for match in pattern.finditer(text):
            address = match["u"].rstrip(".,;:`")
            if _FRAME.search(address) or _STATIC.search(address):
                continue
            named = match.groupdict().get("m") or ""
            return Request(kind, verb or named, *split(re.sub(r":\d+:\d+$", "", address)), status)
    refused = _REFUSED_AT.search(text)
    if refused and kind == "refused":
        port = refused["p"] or refused["q"] or refused["r"] or refused["s"]
        return Request(kind, verb, f"http://localhost:{port}", "/", status)
    return None


def _with_rest(request: Request, found: dict[tuple[str, str, str], Request], text: str, problem: Problem) -> Request:
    """``request`` with what the rest of the report adds where it is the only one."""
    method, base, kind = request.method, request.base, request.kind
    if len(found) == 1:
        method = method or (problem.method or "")
        named = _CONFIG_METHOD.search(text)
        method = method or (named["m"].upper() if named else "")
        if kind == "other" and request.status < 400 and _NOT_JSON.search(text):
            kind = "not_json"
    return Request(kind, method, base, request.path, request.status, request.target)
