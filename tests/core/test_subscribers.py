"""A subscriber handles an event once, whatever happens to its job."""

import itertools

import pytest
from django.db import connection

from autofix.core import events, jobs
from autofix.core.events import create, record, subscribe
from autofix.core.models import Event, Job
from autofix.core.running import run_job
from autofix.core.tenancy import tenant_scope
from tenants.models import Membership, Tenant

_numbers = itertools.count(1)


@pytest.fixture
def listen(database):
    """Subscribe for the time of the test; answers the kind of the subscriber's jobs."""
    made = []

    def start(handler, *names):
        subscriber = f"listener-{next(_numbers)}"
        subscribe(subscriber, names, handler)
        made.append(f"on:{subscriber}")
        return made[-1]

    yield start
    for kind in made:
        del jobs._kinds[kind]
        for kinds in events._subscribers.values():
            if kind in kinds:
                kinds.remove(kind)


@pytest.fixture
def rename(tenant):
    """Record an event and answer it."""

    def run(name="test.renamed"):
        with tenant_scope(tenant):
            record(Tenant.objects.get(), name, {"name": f"name {next(_numbers)}"})
            return Event.objects.order_by("-version")[0]

    return run


@pytest.fixture
def jobs_of(tenant):
    def read(kind):
        with tenant_scope(tenant):
            return list(Job.objects.filter(kind=kind).order_by("id"))

    return read


def note(event):
    """What a handler writes: a row, so that the test sees how often it came to stay."""
    number = next(_numbers)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.user', %s, true)", [f"usr_{number}"])
        cursor.execute(
            "INSERT INTO tenants_user (id, email, password, name, is_active) VALUES (%s, %s, '', '', true)",
            [f"usr_{number}", f"{number}@example.com"],
        )
    Membership.objects.create(id=f"mem_{number}", tenant_id=event.tenant_id, user_id=f"usr_{number}", role="viewer")


def notes(tenant):
    with tenant_scope(tenant):
        return Membership.objects.count()


def test_it_hears_the_events_it_named(listen, rename, jobs_of):
    heard = []
    kind = listen(lambda event: heard.append((event.id, event.name)), "test.renamed", "test.other")

    first, _, third = rename(), rename("test.unheard"), rename("test.other")
    for job in jobs_of(kind):
        run_job(job.id)

    assert heard == [(first.id, "test.renamed"), (third.id, "test.other")]


def test_two_subscribers_hear_the_same_event(listen, rename, jobs_of):
    heard = []
    kinds = [listen(lambda event, n=n: heard.append(n), "test.renamed") for n in (1, 2)]

    rename()
    for kind in kinds:
        run_job(jobs_of(kind)[0].id)

    assert heard == [1, 2]


def test_a_job_that_runs_twice_handles_it_once(listen, rename, jobs_of, tenant):
    kind = listen(note, "test.renamed")
    rename()
    [job] = jobs_of(kind)

    assert [run_job(job.id), run_job(job.id)] == [True, False]
    assert notes(tenant) == 1


def test_a_job_that_runs_side_by_side_handles_it_once(listen, rename, jobs_of, tenant, side_by_side):
    kind = listen(note, "test.renamed")
    rename()
    [job] = jobs_of(kind)

    answers = side_by_side([lambda: run_job(job.id)] * 5)

    assert sorted(answers) == [False] * 4 + [True]
    assert notes(tenant) == 1


def test_a_crash_in_the_middle_leaves_nothing_and_it_is_handled_again(listen, rename, jobs_of, tenant, change_job):
    crashes = [True]

    def handler(event):
        note(event)
        if crashes.pop():
            crashes.append(False)
            raise RuntimeError("crashed after writing")

    kind = listen(handler, "test.renamed")
    rename()
    [job] = jobs_of(kind)

    run_job(job.id)
    assert notes(tenant) == 0
    change_job(job.id, "due_at = now()")
    run_job(job.id)

    assert notes(tenant) == 1
    assert jobs_of(kind)[0].state == "done"


def test_it_is_handled_by_the_next_when_a_worker_died_over_it(listen, rename, jobs_of, tenant, change_job):
    kind = listen(note, "test.renamed")
    rename()
    [job] = jobs_of(kind)
    change_job(job.id, "state = 'running', fence = 1, lease_until = now() - interval '1 second'")

    assert run_job(job.id)
    assert not run_job(job.id)
    assert notes(tenant) == 1


def test_nothing_is_heard_of_what_was_rolled_back(listen, jobs_of, tenant):
    kind = listen(note, "test.renamed")
    with pytest.raises(ZeroDivisionError), tenant_scope(tenant):
        record(Tenant.objects.get(), "test.renamed", {"name": "x"})
        raise ZeroDivisionError

    assert jobs_of(kind) == []


def test_the_first_event_of_a_row_is_heard_too(listen, jobs_of, tenant, rows):
    from autofix.projects.models import Project

    kind = listen(note, "test.created")
    values = rows.new(Project).values
    with tenant_scope(tenant):
        create(Project(**values), "test.created")

    assert len(jobs_of(kind)) == 1
