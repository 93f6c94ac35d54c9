"""The path that a socket.io server answers beside an application's own routes."""

from __future__ import annotations

import re

from autofix.engine.workspace.routes.javascript_imports import SUFFIXES, reachable_files
from autofix.sdk.workspace import Application, Route, RouteTable, Workspace, WorkspaceError

PATH = "/socket.io*"
_CREATES = re.compile(
    r"new\s+(?:\w+\.)?(?:SocketIO|SocketServer|SocketIOServer|Server|IOServer|SocketIo|WebSocketServer)\s*(?:<[^>]*>)?\("
    r"|(?:require\(\s*['\"]socket\.io['\"]\s*\)|\b(?:socketIO|socketio|socketIo|io|socket))\s*\(|@WebSocketGateway\(",
)


def with_socket_io(workspace: Workspace, application: Application, table: RouteTable) -> RouteTable:
    """``table`` with the path of the socket.io server that the application's files create, if they do."""
    own = None
    for path in workspace.search("socket.io", "@WebSocketGateway(", suffixes=SUFFIXES):
        own = own or frozenset(reachable_files(workspace, application.entry, application.source))
        line = socket_line(workspace, path) if path in own else None
        if line is not None:
            return RouteTable((*table.routes, Route("*", PATH, path, line)), table.is_complete)
    return table


def socket_line(workspace: Workspace, path: str) -> int | None:
    """The line of ``path`` that creates a socket.io server; None for a client or none at all."""
    try:
        text = workspace.read(path)
    except WorkspaceError:
        return None
    if not re.search(r"['\"]socket\.io['\"]|@WebSocketGateway\(", text):
        return None
    found = _CREATES.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None
