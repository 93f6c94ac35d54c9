"""The kind of job that looks at a project's repository."""

from __future__ import annotations

from autofix.core.events import record
from autofix.core.jobs import JobKind, register
from autofix.core.leases import Lease
from autofix.projects.models import Project
from autofix.projects.repository import open_mirror, read_head, take_configuration
from autofix.projects.services import READ


def register_jobs() -> None:
    """Make the kind known to this process."""
    register(JobKind(READ, read_repository, on_dead=tell_unreadable))


def read_repository(lease: Lease) -> None:
    """Fetch the repository and let its ``.autofix.yml`` take effect."""
    with lease.read():
        project = Project.objects.get(pk=lease.subject)
    head = read_head(project, open_mirror(project))
    with lease.write():
        take_configuration(Project.objects.select_for_update().get(pk=project.pk), head)
        lease.finish()


def tell_unreadable(lease: Lease, reason: str) -> None:
    """The job is dead: the project says why its repository cannot be read."""
    project = Project.objects.select_for_update().get(pk=lease.subject)
    changes = {"configuration_error": f"the repository cannot be read: {reason}"}
    record(project, "project.repository.unreadable", changes)
