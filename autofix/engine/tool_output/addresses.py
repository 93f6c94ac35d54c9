"""Origins and URLs as browsers write them: what a report names is one of these, or nothing.

Sources: WHATWG URL ("host parsing", "URL serializing", the percent-encode sets of path and query), HTML's
"serialisation of an origin".
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote

MAX_ADDRESS = 8_000
MAX_HOST = 253
MAX_PORT = 65_535
_DEFAULT_PORTS = {"http": 80, "https": 443}
_WEB = frozenset({"http", "https"})
_SCHEMES = _WEB | {
    "app",
    "capacitor",
    "chrome-extension",
    "file",
    "ionic",
    "moz-extension",
    "safari-web-extension",
    "tauri",
}
_PARTS = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]{0,30})://(?P<host>\[[0-9a-f:.]{2,50}\]|[^\s/?#:@\[\]\\]{1,300})"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<rest>(?:[/?#].*)?)",
    re.I | re.S,
)
_USER = re.compile(r"(?<=://)[^\s/?#@]{0,300}@")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){0,125}")
_KEPT_IN_PATH = "/%:@!$&'()*+,;=[]|\\^~-._"
_KEPT_IN_QUERY = "/%:@!$&()*+,;=[]|\\^~-._?{}`"


def read_origin(text: str) -> str | None:
    """``text`` as an origin is serialised, ``null`` included; None where it is no origin."""
    if text == "null" or text.lower() == "file://":
        return text.lower()
    match = _PARTS.fullmatch(text) if len(text) <= MAX_ADDRESS else None
    return _serialised(match) if match and match["rest"] in ("", "/") else None


def read_url(text: str) -> str | None:
    """``text`` as a browser requests it: host in ASCII, path and query percent-encoded; None where it cannot.

    A user's name and a fragment are left out, since no browser sends them so.
    """
    match = _PARTS.fullmatch(_USER.sub("", text, count=1)) if len(text) <= MAX_ADDRESS else None
    origin = _serialised(match) if match and match["scheme"].lower() in _WEB else None
    if match is None or origin is None:
        return None
    path, has_query, query = match["rest"].partition("#")[0].partition("?")
    return origin + quote(path, safe=_KEPT_IN_PATH) + (f"?{quote(query, safe=_KEPT_IN_QUERY)}" if has_query else "")


def origin_of_url(text: str) -> str | None:
    """The origin of a document's address; None where it has none."""
    match = _PARTS.fullmatch(text) if len(text) <= MAX_ADDRESS else None
    return _serialised(match) if match else None


def _serialised(match: re.Match[str]) -> str | None:
    scheme, host = match["scheme"].lower(), _ascii_host(match["host"])
    port = int(match["port"]) if match["port"] else None
    if scheme not in _SCHEMES or host is None or (port is not None and not 0 < port <= MAX_PORT):
        return None
    is_written = port is not None and port != _DEFAULT_PORTS.get(scheme)
    return f"{scheme}://{host}:{port}" if is_written else f"{scheme}://{host}"


def _ascii_host(host: str) -> str | None:
    if host.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(host[1:-1]).compressed}]"
        except ValueError:
            return None
    if len(host) > MAX_HOST:
        return None
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    host = host.lower()
    if len(host) > MAX_HOST or not _HOST.fullmatch(host):
        return None
    if host.rpartition(".")[2].isdigit():
        try:
            ipaddress.IPv4Address(host)
        except ValueError:
            return None
    return host
