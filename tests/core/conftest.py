"""Jobs, subscribers and rows for the tests of the core."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.fixtures.model_rows import Rows

_numbers = itertools.count(1)


@pytest.fixture
def rows(connect: Callable[..., Any], tenant: str) -> Rows:
    """Makes rows of ``tenant`` for any model."""
    return Rows(connect("autofix_app"), tenant)


@pytest.fixture
def make_kind(database: object) -> Iterator[Callable[..., str]]:
    """Register a kind of job for this test; answers its name."""
    from autofix.core import jobs

    made = []

    def make(run: Callable[[Any], None], name: str = "", **hooks: Any) -> str:
        kind = jobs.JobKind(name or f"test-{next(_numbers)}", run, **hooks)
        jobs.register(kind)
        made.append(kind.name)
        return kind.name

    yield make
    for name in made:
        del jobs._kinds[name]


@pytest.fixture
def make_job(tenant: str) -> Callable[..., str]:
    """Enqueue a job of ``tenant`` and answer its id."""
    from autofix.core.jobs import enqueue
    from autofix.core.models import Job
    from autofix.core.tenancy import tenant_scope

    def make(kind: str, subject: str = "", **options: Any) -> str:
        subject = subject or f"sub_{next(_numbers)}"
        with tenant_scope(tenant):
            assert enqueue(kind, subject, tenant_id=tenant, **options)
            return str(Job.objects.get(kind=kind, key=options.get("key", subject)).pk)

    return make


@pytest.fixture
def look(tenant: str) -> Callable[[str], Any]:
    """The job as it stands."""
    from autofix.core.models import Job
    from autofix.core.tenancy import tenant_scope

    def read(job_id: str) -> Any:
        with tenant_scope(tenant):
            return Job.objects.get(pk=job_id)

    return read


@pytest.fixture
def change_job(connect: Callable[..., Any], tenant: str) -> Callable[[str, str], None]:
    """Set columns of a job as the tables' owner, so that no test waits: ``due_at = now()``."""

    def change(job_id: str, assignment: str) -> None:
        connect("autofix_owner", tenant).execute(f"UPDATE core_job SET {assignment} WHERE id = %s", [job_id])

    return change
