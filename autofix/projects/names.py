"""What a project may name: what AutoFix knows by itself, and what the plugins in force add."""

from __future__ import annotations

import functools

from django.conf import settings

from autofix.projects.configuration import Known
from autofix.workbench import open_plugins


@functools.cache
def known_names() -> Known:
    """The kinds of project, families and platforms; the same for as long as the process lives."""
    plugins, own = open_plugins(settings.ENVIRONMENT), Known()
    types = plugins.project_types()
    return Known(
        project_types=own.project_types | {kind.name for kind in types},
        platforms=own.platforms | {platform for kind in types for platform in kind.platforms},
        families=own.families
        | {family for plugin in plugins.described.values() for family in plugin.families}
        | {family for kind in types for family in kind.families},
    )
