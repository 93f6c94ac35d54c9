"""A socket.io server that is a process of its own, beside the applications or without any."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Application, Workspace
from plugins.cors.javascript import SUFFIXES
from plugins.cors.node_sockets import is_socket_request, makes_sockets
from plugins.cors.report import CorsReport
from plugins.cors.server import Target, find_target

_ASIDE = re.compile(r"(?:^|/)(?:tests?|__tests__|specs?|e2e|examples?|mocks?)/|\.(?:test|spec)\.", re.I)


def target_of(workspace: Workspace, report: CorsReport) -> Target:
    """The application that serves the report's URL, or the only socket server there is if the request was for one."""
    found = find_target(workspace, report)
    if found.application is not None or found.rivals or not is_socket_request(report):
        return found
    files = [
        path
        for path in workspace.search("socket.io", suffixes=SUFFIXES)
        if not _ASIDE.search(path) and makes_sockets(workspace, path)
    ]
    if report.is_local and report.port:
        files = [path for path in files if re.search(rf"\b{report.port}\b", workspace.read(path))]
    package = workspace.package_of(files[0]) if len(files) == 1 else None
    if package is None or package.ecosystem != "npm":
        return found
    return Target(
        Application(
            framework="express",
            ecosystem="npm",
            root=package.root or posixpath.dirname(package.path),
            entry=files[0],
            source=files[0],
            variable="",
            manifest=package.path,
            start="",
            port=report.port if report.is_local else None,
        )
    )
