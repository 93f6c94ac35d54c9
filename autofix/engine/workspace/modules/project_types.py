"""The types of project that a repository holds, by its manifests and files."""

from __future__ import annotations

import posixpath

from autofix.sdk.workspace import Workspace

REACT_NODE = "react-node"
VUE_EXPRESS = "vue-express"
NEXT_FULLSTACK = "next-fullstack"
PYTHON_DJANGO = "python-django"

NODE_SERVERS = ("express", "koa", "fastify", "@nestjs/core")


def detect_project_types(workspace: Workspace) -> tuple[str, ...]:
    """The names of requirement A2 that fit, the surest first; empty where none does.

    A repository may be several at once: a monorepo with a Next front end beside a
    Django back end is both.
    """
    packages = workspace.packages()
    names = {name.lower() for package in packages for name, _, _ in package.dependencies}
    found = []
    if "next" in names:
        found.append(NEXT_FULLSTACK)
    if "django" in names or _runs_django(workspace):
        found.append(PYTHON_DJANGO)
    if "vue" in names or "nuxt" in names:
        found.append(VUE_EXPRESS)
    elif NEXT_FULLSTACK not in found and ("react" in names or (not found and names.intersection(NODE_SERVERS))):
        found.append(REACT_NODE)
    return tuple(found)


def _runs_django(workspace: Workspace) -> bool:
    """Whether some manage.py sets Django up, for a project that does not declare what it needs."""
    return any(
        posixpath.basename(path) == "manage.py"
        for path in workspace.search("DJANGO_SETTINGS_MODULE", suffixes=("manage.py",))
    )
