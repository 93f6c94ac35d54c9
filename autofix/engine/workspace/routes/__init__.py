"""The routes that an application serves, read from its source."""

from __future__ import annotations

from autofix.engine.workspace.routes.express import find_express_routes
from autofix.engine.workspace.routes.flask import find_flask_routes
from autofix.sdk.workspace import Application, RouteTable, Workspace


def find_routes(workspace: Workspace, application: Application) -> RouteTable:
    """The routes of ``application``, in the order in which they are registered."""
    if application.framework == "express":
        return find_express_routes(workspace, application)
    if application.framework == "flask":
        return find_flask_routes(workspace, application)
    return RouteTable((), is_complete=False)
