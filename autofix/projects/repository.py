"""A project's repository: our mirror of it, and the configuration on its default branch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from autofix.adapters.git.command import GitError
from autofix.adapters.git.commit import CommitSource
from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.remote import open_remote
from autofix.core.errors import Invalid
from autofix.core.events import record
from autofix.projects.configuration import ConfigurationError, limit, load_configuration
from autofix.projects.in_force import ceiling
from autofix.projects.models import Project, ProjectSecret
from autofix.projects.names import known_names
from autofix.sdk.workspace import WorkspaceError

CONFIGURATION = ".autofix.yml"
TENANT = "{tenant}"
MAX_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Head:
    """The newest commit of the branch that the project works on, and its ``.autofix.yml`` as it stands there."""

    branch: str
    commit: str
    configuration: bytes | None


def open_mirror(project: Project) -> Mirror:
    """Our bare copy of the project's repository; raises ``GitError`` when its address may not be used."""
    environment = settings.ENVIRONMENT
    allowed = [f"{host}:{port}" for host, port in environment.git_hosts]
    remote = open_remote(project.repository, roots_of(project.tenant_id), allow_addresses=allowed)
    folder: Path = environment.data / "repositories" / project.id
    return Mirror(folder, remote)


def check_address(tenant_id: str, address: str) -> None:
    """Raise ``Invalid`` for what can be no repository of the tenant; one on the web is asked when it is read."""
    if address.lower().startswith(("https://", "http://")):
        return
    try:
        open_remote(address, roots_of(tenant_id))
    except GitError as error:
        raise Invalid(str(error), details={"field": "repository"}) from None


def roots_of(tenant_id: str) -> tuple[Path, ...]:
    """The folders of this machine below which the tenant may name repositories, as the operator set them."""
    return tuple(Path(str(root).replace(TENANT, tenant_id)) for root in settings.ENVIRONMENT.git_roots)


def read_head(project: Project, mirror: Mirror) -> Head:
    """Fetch, and read what the default branch holds. This is IO: no transaction may be open."""
    mirror.fetch()
    branch = project.branch or mirror.default_branch()
    commit = mirror.head(branch)
    if commit is None:
        raise LookupError(f"the repository of {project.name} has no branch {branch}")
    return Head(branch, commit, read_configuration(mirror.source(commit)))


def read_configuration(source: CommitSource) -> bytes | None:
    """The bytes of ``.autofix.yml``, None where there is none; a link is none."""
    if CONFIGURATION not in source.files() or source.link_target(CONFIGURATION) is not None:
        return None
    try:
        return source.read_bytes(CONFIGURATION, MAX_BYTES)
    except WorkspaceError:
        # Larger than the loader takes by far: what is given to it instead is refused in its own words.
        return b" " * MAX_BYTES


def take_configuration(project: Project, head: Head) -> None:
    """Let the file of ``head`` take effect; one with a mistake is named, and the former stays in force.

    With a file that is gone its text goes too, and the defaults hold; a text given over the API stays.
    Call it inside the tenant's scope.
    """
    if head.configuration is None and project.configuration_commit and project.configuration:
        changes = {"configuration": "", "configuration_commit": head.commit, "configuration_error": ""}
        record(project, "project.configuration.removed", changes, data={"commit": head.commit})
        return
    if head.configuration is None or head.commit == project.configuration_commit:
        if project.configuration_error:
            # It told of a repository that could not be read, or of a commit that is no longer the newest.
            record(project, "project.repository.read", {"configuration_error": ""}, data={"commit": head.commit})
        return
    names = frozenset(ProjectSecret.objects.filter(project=project).values_list("name", flat=True))
    try:
        loaded = load_configuration(head.configuration, names, known_names())
    except ConfigurationError as error:
        said = str(error)
        if said != project.configuration_error:
            changes = {"configuration_error": said}
            record(project, "project.configuration.refused", changes, data={"commit": head.commit})
        return
    text = head.configuration.decode("utf-8-sig")
    if text == project.configuration and not project.configuration_error:
        return
    _, lowered = limit(loaded, ceiling())
    changes = {"configuration": text, "configuration_commit": head.commit, "configuration_error": ""}
    record(project, "project.configuration.taken", changes, data={"commit": head.commit, "lowered": list(lowered)})
