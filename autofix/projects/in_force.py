"""The configuration that holds for a project: its file, under the operator's and the tenant's ceiling."""

from __future__ import annotations

from django.conf import settings

from autofix.projects.configuration import Ceiling, Configuration, limit, load_configuration
from autofix.projects.models import Project
from autofix.projects.names import known_names


def configuration_of(project: Project) -> Configuration:
    """The project's configuration; the default one where it has none that can be read."""
    # It was valid when it was taken. A secret that it names and that is gone since is missed where it is used.
    text = project.configuration
    configuration = load_configuration(text, None, known_names()) if text.strip() else Configuration()
    return limit(configuration, ceiling())[0]


def ceiling() -> Ceiling:
    """What the operator lets any project do."""
    hosted = frozenset({"local"}) if settings.ENVIRONMENT.has_local_platform else frozenset()
    return Ceiling(platforms=hosted | frozenset(settings.PLATFORMS))
