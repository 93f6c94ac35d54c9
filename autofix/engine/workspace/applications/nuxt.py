"""The Nuxt applications of a repository whose own server serves an API."""

from __future__ import annotations

import posixpath
import re

from autofix.engine.workspace.applications.npm_application import make_application
from autofix.engine.workspace.applications.npm_port import Port
from autofix.engine.workspace.applications.npm_start import Starting, open_package
from autofix.engine.workspace.routes.nuxt import SERVES
from autofix.sdk.workspace import Application, Workspace

DEFAULT_PORT = 3000
CONFIGURATIONS = ("nuxt.config.ts", "nuxt.config.js", "nuxt.config.mjs")
_PORT = re.compile(r"\bnuxi?t?\s+dev\b[^&|;]*?(?:-p|--port)[= ](\d{2,5})\b")


def find_nuxt_applications(workspace: Workspace) -> list[Application]:
    """One application for each package that depends on ``nuxt`` and has files below ``server``."""
    found = []
    for manifest in workspace.search('"nuxt"', suffixes=("package.json",)):
        package = open_package(workspace, manifest)
        if "nuxt" not in package.dependencies:
            continue
        root = f"{package.root}/" if package.root else ""
        serving = [p for p in workspace.files() if p.startswith(root) and SERVES.match(p[len(root) :])]
        if not serving:
            continue
        configuration = next((root + name for name in CONFIGURATIONS if workspace.has(root + name)), None)
        source = configuration or serving[0]
        port = _PORT.search(" ; ".join(package.scripts.values()))
        # The development server compiles what is asked for, so that no build is needed.
        start = Starting(source, "nuxt dev")
        listens = Port(int(port[1]) if port is not None else DEFAULT_PORT, "PORT")
        found.append(make_application(package, posixpath.normpath(manifest), "nuxt", source, "", start, listens))
    return found
