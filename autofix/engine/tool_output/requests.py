"""Requests that failed, as servers log them and as clients and consoles name them: method, path and status.

Sources: werkzeug's, uvicorn's, Django's, gunicorn's, nginx' and morgan's access lines, Express', Nest's and
Fastify's messages of a route that is not there, browsers' consoles, development proxies' errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from autofix.engine.tool_output.installers import is_installer
from autofix.sdk.problem import Finding

_METHOD = r"(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)"
_PATH = r"(?P<path>/[^\s\"'<>]{0,2000})"
_URL = r"(?P<url>https?://[^\s'\"<>)]{1,2000})"
_STATUS = r"(?P<status>404|405)"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # "POST /api/items HTTP/1.1" 404 - the common log format, whoever writes it.
    ("http", re.compile(rf"\"{_METHOD} {_PATH} HTTP/[\d.]{{1,3}}\" {_STATUS}\b[^\n]{{0,40}}")),
    ("node", re.compile(rf"(?<![\w/]){_METHOD} {_PATH} {_STATUS}\b(?: in \d{{1,9}}| \d|$)[^\n]{{0,40}}", re.M)),
    ("node", re.compile(rf"\bCannot {_METHOD} {_PATH}")),
    ("node", re.compile(rf"Route {_METHOD}:(?P<path>/[^\s\"'<>]{{0,2000}}) not found")),
    (
        "django",
        re.compile(
            r"^(?P<what>Not Found|Method Not Allowed)(?: \((?P<method>[A-Z]{3,7})\))?: (?P<path>/[^\s\"'<>]{0,2000})$",
            re.M,
        ),
    ),
    ("chrome", re.compile(rf"{_METHOD}\s{{1,4}}{_URL}\s{{1,4}}{_STATUS} \([\w ]{{1,40}}\)")),
    (
        "firefox",
        re.compile(rf"(?:XHR|Fetch)?{_METHOD}\s{{1,4}}{_URL}\s{{1,4}}\[HTTP/[\d.]{{1,3}} {_STATUS} [^\]\n]{{0,60}}\]?"),
    ),
    (
        "chrome",
        re.compile(
            rf"{_URL}:\d{{1,6}}\s{{1,4}}Failed to load resource: the server responded with a status "
            rf"of {_STATUS}[^\n]{{0,40}}"
        ),
    ),
    ("http", re.compile(rf"(?P<status>404|405) (?:Client Error: )?(?:Not Found|Method Not Allowed) for url: {_URL}")),
    ("http", re.compile(rf"Http failure response for {_URL}: {_STATUS} [\w ]{{1,40}}")),
)
_SLASH = re.compile(
    r"You called this URL via (?P<method>[A-Z]{3,7}), but the URL doesn't end in a slash[^\n]{0,300}?"
    r"should point to (?:your form to )?(?P<hint>[^\s()]{1,500})"
)
_REFUSED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("vite", re.compile(r"http proxy error(?: at)?:? (?P<path>/[^\s\"'<>:]{0,2000})")),
    (
        "cra",
        re.compile(
            rf"Proxy error: Could not proxy request {_PATH} from \S{{1,200}} to "
            rf"(?P<url>https?://[^\s'\"<>)]{{1,300}}?)/?\.?(?=\s|$)"
        ),
    ),
    (
        "http",
        re.compile(
            r"Error occurred while (?:trying to proxy|proxying) request "
            r"(?:[^\s/]{1,200})?(?P<path>/\S{0,2000}) (?:from \S{1,200} )?to "
            r"(?P<url>https?://[^\s'\"<>)]{1,300})"
        ),
    ),
    ("next", re.compile(r"Failed to proxy (?P<url>https?://[^\s'\"<>)]{1,2000})")),
    (
        "chrome",
        re.compile(rf"{_METHOD}\s{{1,4}}(?P<url>https?://[^\s'\"<>)]{{1,2000}})\s{{1,4}}net::ERR_CONNECTION_REFUSED"),
    ),
    ("node", re.compile(r"connect ECONNREFUSED (?P<host>(?:[\w.-]{1,200}|::1|\[[0-9a-f:]{2,40}\]):\d{1,5})")),
    (
        "python",
        re.compile(
            r"host='(?P<name>[^'\n]{1,200})', port=(?P<port>\d{1,5})\): Max retries exceeded with "
            r"url: (?P<path>/\S{0,2000}) "
            r"\(Caused by [^\n]{1,300}Connection refused"
        ),
    ),
)
# What browsers ask for by themselves, and maps that only developer tools want.
_NOISE = re.compile(r"/favicon\.ico$|/robots\.txt$|\.map$|/apple-touch-icon[\w.-]{0,40}$|^/\.well-known/|hot-update")


def parse_requests(text: str) -> Iterator[Finding]:
    """Every request in ``text`` that found no route, no method or no server; ``value`` is its path."""
    for tool, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            finding = _not_found(tool, match)
            if finding:
                yield finding
    for match in _SLASH.finditer(text):
        path = "/" + match["hint"].partition("://")[2].partition("/")[2] if "://" in match["hint"] else match["hint"]
        path = path if path.startswith("/") else "/" + path.partition("/")[2]
        yield Finding(
            "django",
            "http.not_found",
            match[0],
            method=match["method"],
            value=path.rstrip("/"),
            hint=path,
            at=match.start(),
        )
    for tool, pattern in _REFUSED:
        for match in pattern.finditer(text):
            if not is_installer(text, match.start()):
                yield _refused(tool, match)


def _not_found(tool: str, match: re.Match[str]) -> Finding | None:
    groups = match.groupdict()
    path, status = _path(groups), int(groups.get("status") or 404)
    if groups.get("what") == "Method Not Allowed":
        status = 405
    if path is None or _NOISE.search(path.partition("?")[0]):
        return None
    return Finding(
        tool,
        "http.method_not_allowed" if status == 405 else "http.not_found",
        match[0].strip(),
        url=groups.get("url"),
        method=groups.get("method"),
        value=path,
        status=status,
        at=match.start(),
    )


def _refused(tool: str, match: re.Match[str]) -> Finding:
    groups = match.groupdict()
    value = groups.get("host") or _path(groups)
    url = groups.get("url")
    if groups.get("name"):
        url = f"http://{groups['name']}:{groups['port']}{groups['path']}"
    return Finding(
        tool, "http.refused", match[0].strip(), url=url, method=groups.get("method"), value=value, at=match.start()
    )


def _path(groups: dict[str, str | None]) -> str | None:
    """The path of a request, its query left out."""
    path, url = groups.get("path"), groups.get("url")
    if path is None and url:
        try:
            path = urlsplit(url).path or "/"
        except ValueError:
            return None
    return path.partition("?")[0] if path else None
