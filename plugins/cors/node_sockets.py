"""The ``cors`` option of a socket.io server, which answers beside the application and asks nobody else."""

from __future__ import annotations

import re

from autofix.sdk import Action, Application, Change, Edit, Node, Workspace, WorkspaceError
from plugins.cors.allow_list import Reading
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, place_of
from plugins.cors.express_uses import PackageUse, server_files
from plugins.cors.javascript import SUFFIXES, quote_of
from plugins.cors.node_dialect import SOCKET_IO
from plugins.cors.node_options import Options, add_member, open_options
from plugins.cors.node_package import option_cause
from plugins.cors.origins import literal
from plugins.cors.report import CorsReport
from plugins.cors.syntax_javascript import call_arguments

_CLASSES = re.compile(r"(?:\w+\.)?(?:Server|SocketIO\w*|SocketServer|IOServer|SocketIo\w*|ServerIO)")
_FUNCTIONS = re.compile(r"require\(\s*['\"]socket\.io['\"]\s*\)|socket(?:IO|Io|io)|io|socket")
_MENTIONS = re.compile(r"['\"]socket\.io['\"]|@WebSocketGateway\(")


def is_socket_request(report: CorsReport) -> bool:
    """Whether the request was socket.io's own."""
    return report.path.startswith("/socket.io")


def makes_sockets(workspace: Workspace, file: str) -> bool:
    """Whether the file makes a socket.io server."""
    return _creation(workspace, file) is not None


def sockets_of(workspace: Workspace, application: Application, report: CorsReport) -> Cause | None:
    """What follows from how the socket.io server is made; None where none is, or where it was not asked."""
    if not is_socket_request(report) or application.ecosystem != "npm":
        return None
    reading = Reading(workspace, application.root, report.is_production)
    root = f"{application.root}/" if application.root not in ("", ".") else ""
    files = [
        path for path in workspace.search("socket.io", "@WebSocketGateway(", suffixes=SUFFIXES) if path.startswith(root)
    ]
    for file in dict.fromkeys((*server_files(workspace, application), *files)):
        made = _creation(workspace, file)
        if made is not None:
            return _cause(reading, report, file, made)
    return None


def _creation(workspace: Workspace, file: str) -> Node | None:
    """The call that makes the server, or the decorator's."""
    try:
        root, text = workspace.tree(file), workspace.read(file)
    except WorkspaceError:
        return None
    if not _MENTIONS.search(text):
        return None
    for kind in ("new_expression", "call_expression"):
        for node in root.find_all(kind=kind):
            made = node.field("constructor") or node.field("function")
            name = made.text() if made is not None else ""
            is_class = kind == "new_expression" and _CLASSES.fullmatch(name) and "createServer" not in name
            is_call = kind == "call_expression" and _FUNCTIONS.fullmatch(name) and call_arguments(node)
            if (is_class and call_arguments(node)) or is_call or name == "WebSocketGateway":
                if is_call and "socket.io-client" in text and "'socket.io'" not in text.replace('"', "'"):
                    continue
                return node
    return None


def _cause(reading: Reading, report: CorsReport, file: str, made: Node) -> Cause:
    workspace, place = reading.workspace, place_of(file, made)
    given = call_arguments(made)
    options = next((found for node in given if (found := open_options(workspace, file, node))), None)
    value = options.member("cors") if options is not None else None
    if options is not None and value is not None:
        use = PackageUse(options.file, made, None if value.kind() == "true" else value, None)
        return option_cause(reading, report, use, SOCKET_IO, "the socket server")
    text = workspace.read(options.file if options is not None else file)
    sentence = f"The socket server at {place.file}:{place.line} lets no other origin in, whatever the application does."
    edit = _added(text, made, given, options, report)
    change = Change(options.file if options else file, Action.MODIFY, f"Let {report.origin} in.", (edit,))
    title = f"let {report.origin} in to the sockets"
    return Cause("absent", sentence, place, (make_candidate("express_socket_add_cors", title, (change,), report),))


def _added(text: str, made: Node, given: list[Node], options: Options | None, report: CorsReport) -> Edit:
    quote = quote_of(text)
    credentials = ", credentials: true" if report.has_credentials else ""
    member = f"cors: {{ origin: {literal(report.origin or '', quote)}{credentials} }}"
    if options is not None:
        return add_member(options.node, text, member)
    if given:
        end = given[-1].range().end.index
        return Edit(end, end, f", {{ {member} }}")
    end = made.range().end.index - 1
    return Edit(end, end, f"{{ {member} }}")
