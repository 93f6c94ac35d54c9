"""The servers of a repository and how each is started."""

from __future__ import annotations

import re

from autofix.engine.workspace.applications.aside import is_aside
from autofix.engine.workspace.applications.django import find_django_applications
from autofix.engine.workspace.applications.express import find_express_applications
from autofix.engine.workspace.applications.fastapi import find_fastapi_applications
from autofix.engine.workspace.applications.fastify import find_fastify_applications
from autofix.engine.workspace.applications.flask import find_flask_applications
from autofix.engine.workspace.applications.koa import find_koa_applications
from autofix.engine.workspace.applications.nest import find_nest_applications
from autofix.engine.workspace.applications.next import find_next_applications
from autofix.engine.workspace.applications.nuxt import find_nuxt_applications
from autofix.sdk.workspace import Application, Workspace

_DEVELOPMENT_SERVER = re.compile(
    r"(?:^|/)(?:dev-?server|devServer|server-dev|setupProxy|mock-?(?:server|api)?)\.\w+$|(?:^|/)\.?(?:build|config)/"
)


def find_applications(workspace: Workspace) -> tuple[Application, ...]:
    """Every server found, the likeliest first: one that can be started, and is not a test or an example."""
    found = [
        *find_express_applications(workspace),
        *find_flask_applications(workspace),
        *find_django_applications(workspace),
        *find_fastapi_applications(workspace),
        *find_fastify_applications(workspace),
        *find_koa_applications(workspace),
        *find_nest_applications(workspace),
        *find_next_applications(workspace),
        *find_nuxt_applications(workspace),
    ]
    return tuple(sorted(found, key=_unlikeliness))


def _unlikeliness(application: Application) -> tuple[bool, bool, bool, int, str]:
    return (
        is_aside(application.source),
        _DEVELOPMENT_SERVER.search(application.source) is not None,
        not application.start,
        application.source.count("/"),
        application.source,
    )
