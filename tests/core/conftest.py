"""Jobs, subscribers and rows for the tests of the core."""

from __future__ import annotations

import itertools
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from tests.fixtures.model_rows import Rows
from tests.fixtures.service import ROOT

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


@pytest.fixture
def side_by_side(database: object) -> Callable[..., list[Any]]:
    """Call each function in a thread of its own, with a connection of its own, all let go at once."""
    from django.db import connection

    def call(functions: Sequence[Callable[[], Any]]) -> list[Any]:
        start = threading.Barrier(len(functions))
        answers: list[Any] = [None] * len(functions)

        def run(number: int, function: Callable[[], Any]) -> None:
            try:
                with connection.cursor():
                    start.wait(20)
                answers[number] = function()
            except Exception as error:  # noqa: BLE001 - told to the test
                answers[number] = error
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(functions)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return answers

    return call


@pytest.fixture
def start_process(
    database: object, service_environment: dict[str, str]
) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Run a script in a process of its own with Django set up; its arguments are ``sys.argv[1:]``."""
    started: list[subprocess.Popen[str]] = []

    def start(script: str, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", "import django\ndjango.setup()\n" + textwrap.dedent(script), *arguments],
            cwd=ROOT,
            env=service_environment | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
