"""The Next.js applications of a repository that serve an API."""

from __future__ import annotations

import re

from autofix.engine.workspace.applications.file_routes import FileRoutes
from autofix.engine.workspace.routes.next import CONFIGURATIONS
from autofix.sdk.workspace import Application, Workspace

_SERVES = re.compile(r"^(?:src/)?(?:pages/api/.*|app/(?:.*/)?route)\.(?:[cm]?[jt]s|[jt]sx)$")
_NEXT = FileRoutes("next", _SERVES, CONFIGURATIONS, "next")


def find_next_applications(workspace: Workspace) -> list[Application]:
    """One application for each package that depends on ``next`` and has API routes or route handlers."""
    return _NEXT.find(workspace)
