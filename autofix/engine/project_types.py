"""The kinds of project that a repository is, by the plugins that know them."""

from __future__ import annotations

from autofix.engine.plugins import Plugins
from autofix.sdk.workspace import Workspace


def detect_project_types(workspace: Workspace, plugins: Plugins) -> tuple[str, ...]:
    """Their names, the surest first; empty where none fits.

    A repository may be several at once: a monorepo with a Next front end beside a Django back end is both.
    """
    sure = [(plugins.detect(kind, workspace), kind.name) for kind in plugins.project_types()]
    return tuple(name for sureness, name in sorted(sure, key=lambda pair: (-pair[0], pair[1])) if sureness > 0)
