"""The configuration that holds for a project: its file, under the operator's and the tenant's ceiling."""

from __future__ import annotations

from django.conf import settings

from autofix.projects.configuration import Ceiling, Configuration, ConfigurationError, limit, load_configuration
from autofix.projects.models import Project, ProjectSecret


def configuration_of(project: Project) -> Configuration:
    """The project's configuration; the default one where it has none that can be read."""
    text = project.configuration
    if not text.strip():
        return Configuration()
    names = frozenset(ProjectSecret.objects.filter(project=project).values_list("name", flat=True))
    try:
        configuration = load_configuration(text, names)
    except ConfigurationError:
        # It was valid when it was taken; a secret that it names is gone since. Nothing of it is half applied.
        return Configuration()
    return limit(configuration, ceiling())[0]


def ceiling() -> Ceiling:
    """What the operator lets any project do."""
    hosted = frozenset({"local"}) if settings.ENVIRONMENT.has_local_platform else frozenset()
    return Ceiling(platforms=hosted | frozenset(settings.PLATFORMS))
