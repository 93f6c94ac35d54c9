"""The four kinds of project that AutoFix knows by itself (requirement A2)."""

from __future__ import annotations

from collections.abc import Sequence

from autofix.sdk import Plugin, ProjectType, hookimpl
from plugins.types.detection import is_django, is_next, is_react, is_vue

TYPES = (
    ProjectType(
        "react-node",
        ("cors_error", "api_endpoint_error", "build_error", "port_conflict", "dependency_error", "api_error"),
        ("vercel", "netlify", "github-pages", "heroku"),
        is_react,
    ),
    ProjectType(
        "vue-express",
        (
            *("router_error", "component_error", "build_error"),
            *("middleware_error", "route_error", "database_connection"),
        ),
        ("netlify", "vercel", "aws-amplify"),
        is_vue,
    ),
    ProjectType(
        "next-fullstack",
        ("ssr_error", "api_route_error", "build_optimization"),
        ("vercel", "netlify", "aws-amplify"),
        is_next,
    ),
    ProjectType(
        "python-django",
        ("migration_error", "static_files", "database_error"),
        ("heroku", "aws-eb", "digitalocean"),
        is_django,
    ),
)


@hookimpl
def describe() -> Plugin:
    """Name and version; it works on no family of problems."""
    return Plugin("types", "1.0", ())


@hookimpl
def project_types() -> Sequence[ProjectType]:
    """All four."""
    return TYPES
