"""The Next.js applications of a repository that serve an API."""

from __future__ import annotations

import posixpath
import re

from autofix.engine.workspace.applications.npm_application import make_application
from autofix.engine.workspace.applications.npm_port import Port
from autofix.engine.workspace.applications.npm_start import Starting, open_package
from autofix.engine.workspace.routes.next import CONFIGURATIONS
from autofix.sdk.workspace import Application, Workspace

DEFAULT_PORT = 3000
_SERVES = re.compile(r"^(?:src/)?(?:pages/api/.*|app/(?:.*/)?route)\.(?:[cm]?[jt]s|[jt]sx)$")
_PORT_FLAG = re.compile(r"\bnext\s+(?:dev|start)\b[^&|;]*?(?:-p|--port)[= ](\d{2,5})\b")
_PORT_VARIABLE = re.compile(r"\bPORT=(\d{2,5})\s[^&|;]*\bnext\s+(?:dev|start)\b")


def find_next_applications(workspace: Workspace) -> list[Application]:
    """One application for each package that depends on ``next`` and has API routes or route handlers."""
    found = []
    for manifest in workspace.search('"next"', suffixes=("package.json",)):
        package = open_package(workspace, manifest)
        if "next" not in package.dependencies:
            continue
        root = f"{package.root}/" if package.root else ""
        inside = [path for path in workspace.files() if path.startswith(root)]
        serving = [path for path in inside if _SERVES.match(path[len(root) :]) and not path.endswith(".d.ts")]
        if not serving:
            continue
        configuration = next((root + name for name in CONFIGURATIONS if workspace.has(root + name)), None)
        source = configuration or serving[0]
        scripts = " ; ".join(package.scripts.values())
        port = _PORT_FLAG.search(scripts) or _PORT_VARIABLE.search(scripts)
        # The development server compiles what is asked for, so that no build is needed.
        start = Starting(source, "next dev")
        listens = Port(int(port[1]) if port is not None else DEFAULT_PORT, "PORT")
        found.append(make_application(package, posixpath.normpath(manifest), "next", source, "", start, listens))
    return found
