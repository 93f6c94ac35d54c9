"""A server that listens elsewhere than everything else in the repository says."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from autofix.sdk import Action, Application, Change, Edit, WorkspaceError
from plugins.api.cause import Remedy
from plugins.api.contract import Contract

_TOLD = (".md", ".http", ".rest", ".yml", ".yaml", ".example", ".sample")
_ENVIRONMENTS = (".env", ".env.local", ".env.development")


def deviates(contract: Contract, application: Application, port: int | None) -> bool:
    """Whether the documents that name a port of this machine say ``port``, and none the server's own."""
    own = _told(contract, application.port)
    return bool(_told(contract, port)) and not own


def listen_remedies(contract: Contract, application: Application, port: int | None, asked: str) -> list[Remedy]:
    """The edit of the one number that the application listens on; none where a container or a host says it too."""
    found = []
    for name in (application.source, *(posixpath.join(application.root, base) for base in _ENVIRONMENTS)):
        text = _read(contract, name)
        found += [(name, match.span("port")) for match in _named(application.port).finditer(text)]
    if len(found) != 1 or _is_deployed_with(contract, application):
        return []
    (file, (start, end)), title = found[0], f"Listen on port {port}, which everything else here asks"
    change = Change(file, Action.MODIFY, title, (Edit(start, end, str(port)),))
    return [Remedy("listen_port", title, (change,), "listen", asked=asked)]


def _named(port: int | None) -> re.Pattern[str]:
    return re.compile(rf"(?:port\b[^\n;]{{0,60}}?|\.listen\(\s*['\"]?)(?<!\d)(?P<port>{port})(?!\d)", re.I)


def _told(contract: Contract, port: int | None) -> Sequence[str]:
    return contract.workspace.search(f"localhost:{port}", f"127.0.0.1:{port}", f"PORT={port}", suffixes=_TOLD)


def _is_deployed_with(contract: Contract, application: Application) -> bool:
    names = ("Dockerfile", "docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml", "Procfile")
    said = re.compile(rf"(?<!\d){application.port}(?!\d)")
    files = [f for f in contract.workspace.files() if posixpath.basename(f) in names]
    return any(said.search(_read(contract, file)) for file in files)


def _read(contract: Contract, file: str) -> str:
    try:
        return contract.workspace.read(file) if contract.workspace.has(file) else ""
    except WorkspaceError:
        return ""
