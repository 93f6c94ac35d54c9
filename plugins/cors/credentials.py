"""Whether the front end sends cookies with its requests to a server."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from autofix.sdk import Workspace, WorkspaceError
from plugins.cors.page import is_local_host

MAX_FILE = 200_000
_SENDS = re.compile(r"withCredentials['\"]?\s{0,9}[:=]\s{0,9}true|credentials['\"]?\s{0,9}:\s{0,9}['\"]include['\"]")
_CLIENT_SUFFIXES = (".js", ".jsx", ".mjs", ".ts", ".tsx", ".vue", ".svelte", ".html")
_NOT_CLIENT = re.compile(
    r"(?:^|/)(?:tests?|__tests__|specs?|e2e|cypress|mocks?|static|dist|build|public|vendor|backup|archived?)/"
    r"|\.(?:test|spec|min)\.",
    re.I,
)
_SERVER = re.compile(
    r"\bexpress\(|\b(?:require\(\s*|from\s+)['\"](?:express|cors|fastify|koa|@koa/cors|@fastify/cors)['\"]"
)
_ADDRESS = re.compile(r"https?://[\w.-]{1,253}(?::\d{1,5})?")


def sends_credentials(workspace: Workspace, url: str | None) -> bool:
    """Whether the front end sends cookies with its requests to ``url``.

    A file that names the server or the request's path and sends them is taken for the one that
    makes the request; so is one that names no server at all, as a client's shared wrapper does.
    """
    parts = urlsplit(url or "")
    named = [part for part in (parts.netloc, parts.path if parts.path.count("/") > 1 else "") if part]
    for path in workspace.search("withCredentials", "credentials", suffixes=_CLIENT_SUFFIXES):
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        if len(text) > MAX_FILE or _SERVER.search(text) or not _SENDS.search(text):
            continue
        if any(part in text for part in named):
            return True
        if url and not _NOT_CLIENT.search(path) and all(_may_be(other, parts) for other in _ADDRESS.findall(text)):
            return True
    return False


def _may_be(named: str, called: SplitResult) -> bool:
    """Whether an address in a client's file may be the called server's, there or on a developer's machine."""
    try:
        other = urlsplit(named)
        is_local, is_local_call = is_local_host(other.hostname or ""), is_local_host(called.hostname or "")
        return other.port == called.port if is_local and is_local_call else is_local or other.netloc == called.netloc
    except ValueError:
        return False
