"""The routes that an application serves, read from its source."""

from __future__ import annotations

from autofix.engine.workspace.routes.django import find_django_routes
from autofix.engine.workspace.routes.express import find_express_routes
from autofix.engine.workspace.routes.fastapi import find_fastapi_routes
from autofix.engine.workspace.routes.fastify import find_fastify_routes
from autofix.engine.workspace.routes.flask import find_flask_routes
from autofix.engine.workspace.routes.koa import find_koa_routes
from autofix.engine.workspace.routes.nest import find_nest_routes
from autofix.engine.workspace.routes.next import find_next_routes
from autofix.engine.workspace.routes.nuxt import find_nuxt_routes
from autofix.engine.workspace.routes.socket_io import with_socket_io
from autofix.sdk.workspace import Application, RouteTable, Workspace

_NODE = {
    "express": find_express_routes,
    "fastify": find_fastify_routes,
    "koa": find_koa_routes,
    "nest": find_nest_routes,
    "next": find_next_routes,
    "nuxt": find_nuxt_routes,
}


def find_routes(workspace: Workspace, application: Application) -> RouteTable:
    """The routes of ``application``, in the order in which they are registered."""
    if application.framework in _NODE:
        return with_socket_io(workspace, application, _NODE[application.framework](workspace, application))
    if application.framework == "flask":
        return find_flask_routes(workspace, application)
    if application.framework == "django":
        return find_django_routes(workspace, application)
    if application.framework == "fastapi":
        return find_fastapi_routes(workspace, application)
    return RouteTable((), is_complete=False)
