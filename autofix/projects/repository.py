"""A project's repository: our mirror of it, and the configuration on its default branch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from autofix.adapters.git.commit import CommitSource
from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.remote import open_remote
from autofix.core.events import record
from autofix.projects.configuration import ConfigurationError, load_configuration
from autofix.projects.models import Project, ProjectSecret
from autofix.sdk.workspace import WorkspaceError

CONFIGURATION = ".autofix.yml"
MAX_CONFIGURATION = 64 * 1024


@dataclass(frozen=True)
class Head:
    """The newest commit of the branch that the project works on, and its ``.autofix.yml``."""

    branch: str
    commit: str
    configuration: str | None


def open_mirror(project: Project) -> Mirror:
    """Our bare copy of the project's repository; raises ``GitError`` when its address may not be used."""
    environment = settings.ENVIRONMENT
    allowed = [f"{host}:{port}" for host, port in environment.git_hosts]
    remote = open_remote(project.repository, environment.git_roots, allow_addresses=allowed)
    folder: Path = environment.data / "repositories" / project.id
    return Mirror(folder, remote)


def read_head(project: Project, mirror: Mirror) -> Head:
    """Fetch, and read what the default branch holds. This is IO: no transaction may be open."""
    mirror.fetch()
    branch = project.branch or mirror.default_branch()
    commit = mirror.head(branch)
    if commit is None:
        raise LookupError(f"the repository of {project.name} has no branch {branch}")
    return Head(branch, commit, read_configuration(mirror.source(commit)))


def read_configuration(source: CommitSource) -> str | None:
    """The text of ``.autofix.yml``, None where there is none that can be read."""
    if CONFIGURATION not in source.files() or source.link_target(CONFIGURATION) is not None:
        return None
    try:
        return source.read_bytes(CONFIGURATION, MAX_CONFIGURATION).decode("utf-8")
    except (WorkspaceError, UnicodeDecodeError):
        return None


def take_configuration(project: Project, head: Head) -> None:
    """Let the file of ``head`` take effect; one with a mistake is named, and the former stays in force.

    Call it inside the tenant's scope.
    """
    if head.configuration is None or head.commit == project.configuration_commit:
        return
    if head.configuration == project.configuration and not project.configuration_error:
        return
    names = frozenset(ProjectSecret.objects.filter(project=project).values_list("name", flat=True))
    try:
        load_configuration(head.configuration, names)
    except ConfigurationError as error:
        changes = {"configuration_error": str(error)}
        record(project, "project.configuration.refused", changes, data={"commit": head.commit})
        return
    changes = {
        "configuration": head.configuration,
        "configuration_commit": head.commit,
        "configuration_error": "",
    }
    record(project, "project.configuration.taken", changes, data={"commit": head.commit})
