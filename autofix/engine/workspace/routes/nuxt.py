"""The routes that Nuxt's own server serves by where its files lie: ``server/api`` and ``server/routes``."""

from __future__ import annotations

import re

from autofix.engine.workspace.routes.paths import join
from autofix.sdk.workspace import Application, Route, RouteTable, Workspace

SERVES = re.compile(r"^(?:src/)?server/(?:(api)|routes)/(.+)\.[cm]?[jt]s$")
_METHOD = re.compile(r"\.(get|post|put|patch|delete|head|options)$")


def find_nuxt_routes(workspace: Workspace, application: Application) -> RouteTable:
    """The routes of ``application``; a file says its method in its name, or answers any."""
    root = f"{application.root}/" if application.root else ""
    routes: dict[Route, None] = {}
    for path in workspace.files():
        found = SERVES.match(path[len(root) :]) if path.startswith(root) and not path.endswith(".d.ts") else None
        if found is None:
            continue
        bare = found[2]
        said = _METHOD.search(bare)
        method = said[1].upper() if said else "*"
        routes[Route(method, _path(found[1] or "", bare[: said.start()] if said else bare), path, 1)] = None
    return RouteTable(tuple(routes), is_complete=True)


def _path(ahead: str, bare: str) -> str:
    parts = [ahead] if ahead else []
    for part in bare.split("/"):
        if re.fullmatch(r"\[\.\.\.\w*\]", part):
            parts.append("*")
            break
        parts.append(re.sub(r"\[(\w+)\]", r":\1", part))
    if parts and parts[-1] == "index":
        parts.pop()
    return join("", "/".join(parts))
