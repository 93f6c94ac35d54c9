"""The Nuxt applications of a repository whose own server serves an API."""

from __future__ import annotations

from autofix.engine.workspace.applications.file_routes import FileRoutes
from autofix.engine.workspace.routes.nuxt import SERVES
from autofix.sdk.workspace import Application, Workspace

_NUXT = FileRoutes("nuxt", SERVES, ("nuxt.config.ts", "nuxt.config.js", "nuxt.config.mjs"), "nux[it]")


def find_nuxt_applications(workspace: Workspace) -> list[Application]:
    """One application for each package that depends on ``nuxt`` and has files below ``server``."""
    return _NUXT.find(workspace)
