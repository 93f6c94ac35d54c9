"""The origin of the page that made the request, where the browser's message does not name it."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from autofix.sdk import Problem, Workspace, WorkspaceError
from plugins.cors.origins import is_writable

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})  # noqa: S104 - a name to compare with
MAX_PORT = 65_535
# The console's own word for the page, and the header that holds its address.
_DOCUMENT = re.compile(r"(?:Navigated to|^[ \t]{0,20}Referr?er:)[ \t]{1,20}(https?://[^\s/?#'\"]{1,260})", re.I | re.M)
_SCRIPT = re.compile(
    r"(https?://[\w.\-\[\]:]{1,260})/[^\s'\"()]{0,300}\.(?:[jt]sx?|vue|html|svelte)(?:[?:\s)]|$)", re.I
)
_PORT = re.compile(r"\bport\s{0,20}:\s{0,20}(\d{2,5})")
_VITE_FLAG = re.compile(r"\bvite\b[^\"\n&|]{0,200}--port[ =]{1,4}(\d{2,5})")
_CRA_VARIABLE = re.compile(r"\bPORT=(\d{2,5})\b[^\"\n&|]{0,200}\breact-scripts\b")


def is_local_host(host: str) -> bool:
    """Whether ``host`` is this machine or on its local network."""
    if host in LOCAL_HOSTS or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private


def named_origin(problem: Problem) -> str | None:
    """The origin of the page by the console's other lines (Firefox's message names none); None if that is not clear.

    A script counts only where it is served by a development server: a page's scripts come from anywhere.
    """
    documents = {match[1].lower() for match in _DOCUMENT.finditer(problem.text)}
    target = urlsplit(problem.url or "").netloc
    scripts = {match[1].lower() for match in _SCRIPT.finditer(problem.text)}
    local = {script for script in scripts if is_local_host(_host(script)) and urlsplit(script).netloc != target}
    origins = {origin for origin in documents or local if _host(origin) and is_writable(origin)}
    return origins.pop() if len(origins) == 1 else None


def front_end_origin(workspace: Workspace) -> tuple[str, str] | None:
    """Where the repository's only front end is served in development, and the file that says so."""
    origins: dict[str, str] = {}
    for path in workspace.files():
        if not path.rsplit("/", 1)[-1].startswith("vite.config."):
            continue
        try:
            match = _PORT.search(workspace.read(path))
        except WorkspaceError:
            continue
        if match:
            _add(origins, int(match[1]), path)
        elif not (flagged := _flags(workspace, _VITE_FLAG)):
            _add(origins, 5173, path)
        else:
            origins |= flagged
    if not origins:
        origins |= _flags(workspace, _VITE_FLAG)
    for path in workspace.search('"react-scripts"', suffixes=("package.json",)):
        origins |= _flags(workspace, _CRA_VARIABLE) or {"http://localhost:3000": path}
    return next(iter(origins.items())) if len(origins) == 1 else None


def _flags(workspace: Workspace, pattern: re.Pattern[str]) -> dict[str, str]:
    """The local origins that a script's own words in a ``package.json`` make, with the file."""
    origins: dict[str, str] = {}
    for path in workspace.search("vite", "react-scripts", suffixes=("package.json",)):
        match = pattern.search(workspace.read(path))
        if match:
            _add(origins, int(match[1]), path)
    return origins


def _add(origins: dict[str, str], port: int, path: str) -> None:
    if 0 < port <= MAX_PORT:
        origins.setdefault(f"http://localhost:{port}", path)


def _host(origin: str) -> str:
    """The host of an address; empty where it is none."""
    try:
        parts = urlsplit(origin)
        # Reading the port checks that it is one.
        return (parts.hostname or "") if parts.port != 0 else ""
    except ValueError:
        return ""
