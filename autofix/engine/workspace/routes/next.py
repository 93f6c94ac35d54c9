"""The routes that a Next.js application serves by where its files lie: ``pages/api`` and ``app/**/route``."""

from __future__ import annotations

import re

from autofix.engine.workspace.routes.paths import join
from autofix.sdk.workspace import Application, Route, RouteTable, Workspace, WorkspaceError

CONFIGURATIONS = ("next.config.js", "next.config.mjs", "next.config.ts", "next.config.cjs", "next.config.mts")
SUFFIX = re.compile(r"\.(?:[cm]?[jt]s|[jt]sx)$")
_PAGE = re.compile(r"^(?:src/)?pages/(api(?:/.*)?)$")
_ROUTE = re.compile(r"^(?:src/)?app/(?:(.*)/)?route\.[cm]?[jt]sx?$")
_EXPORTED = re.compile(
    r"\bexport\s+(?:(?:async\s+)?function\s+|(?:const|let|var)\s+)(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b"
)
_LISTED = re.compile(r"\bexport\s*(?:const\s*)?\{([^{}]*)\}")
_METHOD = re.compile(r"\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b")
_ASKED = re.compile(r"['\"](GET|POST|PUT|PATCH|DELETE)['\"]")
_REROUTES = re.compile(r"\brewrites\b|\bbasePath\b")


def find_next_routes(workspace: Workspace, application: Application) -> RouteTable:
    """The API routes of ``application``; not complete where its configuration or a middleware moves paths."""
    root = f"{application.root}/" if application.root else ""
    routes: dict[Route, None] = {}
    for path in workspace.files():
        if not path.startswith(root) or not SUFFIX.search(path):
            continue
        inner = path[len(root) :]
        for method, line in _methods(workspace, path, inner):
            routes[Route(method, served_path(inner), path, line)] = None
    return RouteTable(tuple(routes), not _reroutes(workspace, root))


def served_path(inner: str) -> str:
    """The path that a file of ``pages/api`` or ``app`` answers, in the table's notation."""
    page = _PAGE.match(SUFFIX.sub("", inner))
    handler = _ROUTE.match(inner)
    bare = page[1] if page else (handler[1] or "") if handler else ""
    parts = []
    for part in bare.split("/"):
        if re.fullmatch(r"\(.*\)|@\w+", part) and handler:
            continue
        if re.fullmatch(r"\[{1,2}\.\.\.\w+\]{1,2}", part):
            parts.append("*")
            break
        parts.append(re.sub(r"\[([\w-]+)\]", lambda match: ":" + match[1].replace("-", "_"), part))
    if page and parts and parts[-1] == "index":
        parts.pop()
    return join("", "/".join(parts))


def _methods(workspace: Workspace, path: str, inner: str) -> list[tuple[str, int]]:
    """The methods that a file answers, each with the line that says so."""
    is_page, is_route = bool(_PAGE.match(SUFFIX.sub("", inner))), bool(_ROUTE.match(inner))
    if not is_page and not is_route:
        return []
    try:
        text = workspace.read(path)
    except WorkspaceError:
        return []
    if is_page:
        at = text.find("export default")
        line = text.count("\n", 0, max(at, 0)) + 1
        asked = dict.fromkeys(_ASKED.findall(text)) if "req.method" in text else {}
        return [(method, line) for method in asked] or [("*", line)]
    found = [(match[1], text.count("\n", 0, match.start()) + 1) for match in _EXPORTED.finditer(text)]
    for match in _LISTED.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        found += [(method, line) for method in dict.fromkeys(_METHOD.findall(match[1]))]
    return found


def _reroutes(workspace: Workspace, root: str) -> bool:
    middleware = [f"{root}{place}middleware.{ending}" for place in ("", "src/") for ending in ("ts", "js")]
    for path in (*(root + name for name in CONFIGURATIONS), *middleware):
        if not workspace.has(path):
            continue
        try:
            text = workspace.read(path)
        except WorkspaceError:
            return True
        if _REROUTES.search(text) or ".rewrite(" in text:
            return True
    return False
