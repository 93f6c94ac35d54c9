"""What kind of project a repository is, by its manifests and files."""

from __future__ import annotations

import posixpath

from autofix.sdk import Workspace

NODE_SERVERS = ("express", "koa", "fastify", "@nestjs/core")


def is_next(workspace: Workspace) -> int:
    """Next, whatever stands beside it."""
    return 90 if "next" in _names(workspace) else 0


def is_django(workspace: Workspace) -> int:
    """Django, declared or set up by some manage.py."""
    if "django" in _names(workspace):
        return 80
    found = workspace.search("DJANGO_SETTINGS_MODULE", suffixes=("manage.py",))
    return 80 if any(posixpath.basename(path) == "manage.py" for path in found) else 0


def is_vue(workspace: Workspace) -> int:
    """Vue or Nuxt."""
    return 70 if {"vue", "nuxt"} & _names(workspace) else 0


def is_react(workspace: Workspace) -> int:
    """React without Next, or a server of Node that is nothing else."""
    names = _names(workspace)
    if {"vue", "nuxt", "next"} & names:
        return 0
    if "react" in names:
        return 60
    return 40 if names.intersection(NODE_SERVERS) and not is_django(workspace) else 0


def _names(workspace: Workspace) -> set[str]:
    return {name.lower() for package in workspace.packages() for name, _, _ in package.dependencies}
