"""What a project says of a repository that could not be read ends when it is read."""

import pytest

from autofix.core.jobs import enqueue, replay_job
from autofix.core.models import Job
from autofix.core.running import run_job
from autofix.core.tenancy import tenant_scope
from autofix.projects.services import READ

FILE = "policy:\n  max_files: 3\n"


@pytest.fixture
def read_again(tenant, project):
    """Run the job that reads the repository, replayed where it was there before; answers its state."""

    def work(*, is_replay=False):
        with tenant_scope(tenant):
            enqueue(READ, project, tenant_id=tenant)
            job = Job.objects.get(kind=READ, subject=project)
            if is_replay:
                replay_job(job)
        assert run_job(job.pk)
        with tenant_scope(tenant):
            return Job.objects.get(pk=job.pk).state

    return work


def test_by_a_repository_without_a_file(bare_repository, read_again, as_it_stands):
    away = bare_repository.rename(bare_repository.with_suffix(".away"))
    assert read_again() == "dead"
    assert "cannot be read" in as_it_stands().configuration_error
    away.rename(bare_repository)

    assert read_again(is_replay=True) == "done"
    assert as_it_stands().configuration_error == ""


def test_by_a_commit_that_was_taken_before(bare_repository, push, take, read_again, as_it_stands):
    push(FILE)
    take()
    away = bare_repository.rename(bare_repository.with_suffix(".away"))
    assert read_again() == "dead"
    away.rename(bare_repository)

    assert read_again(is_replay=True) == "done"
    project = as_it_stands()
    assert (project.configuration, project.configuration_error) == (FILE, "")
