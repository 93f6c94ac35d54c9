"""A job that fails comes back after 5 s, 30 s and 5 min, and is dead then (requirement I2)."""

from datetime import timedelta

import pytest
from django.db import DataError, OperationalError
from django.utils import timezone

from autofix.core.jobs import Postponed
from autofix.core.models import Job
from autofix.core.running import run_job

LADDER = [timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=5)]


class Trouble(Exception):
    """What adapters raise."""

    def __init__(self, permanent):
        super().__init__("the far end said no")
        self.permanent = permanent


def failing(error):
    def run(lease):
        raise error

    return run


def run_and_measure(job, look):
    """Run it; answers its state, its attempts, and how long it waits, which lies between two readings of the clock."""
    before = timezone.now()
    assert run_job(job)
    after, row = timezone.now(), look(job)
    waits = [delay for delay in LADDER if before + delay <= row.due_at <= after + delay]
    return row.state, row.attempts, waits[0] if waits else None


@pytest.mark.parametrize("error", [RuntimeError("unforeseen"), Trouble(permanent=False), DataError("does not fit")])
def test_the_ladder_is_climbed_and_ends(make_kind, make_job, look, change_job, error):
    told = []
    kind = make_kind(
        failing(error),
        on_delay=lambda lease, reason: told.append("delay"),
        on_dead=lambda lease, reason: told.append("dead"),
    )
    job = make_job(kind)

    for attempt, delay in enumerate(LADDER, start=1):
        assert run_and_measure(job, look) == ("pending", attempt, delay)
        assert not run_job(job), "it is not due yet"
        change_job(job, "due_at = now()")
    assert run_job(job)

    row = look(job)
    assert (row.state, row.attempts, row.lease_until) == ("dead", 3, None)
    assert row.finished_at is not None
    # What our own errors say is meant for people; of any other the kind is told too.
    assert row.error == (str(error) if hasattr(error, "permanent") else f"{type(error).__name__}: {error}")
    assert told == ["delay"] * 3 + ["dead"]
    assert not run_job(job)


def test_a_permanent_error_is_not_repeated(make_kind, make_job, look):
    told = []
    kind = make_kind(failing(Trouble(permanent=True)), on_dead=lambda lease, reason: told.append(reason))
    job = make_job(kind)

    run_job(job)

    assert (look(job).state, look(job).attempts) == ("dead", 0)
    assert told == ["the far end said no"]


def test_a_database_that_is_away_is_no_attempt(make_kind, make_job, look):
    job = make_job(make_kind(failing(OperationalError("the server went away"))))

    assert run_and_measure(job, look) == ("pending", 0, LADDER[0])


def test_a_postponed_job_is_no_attempt(make_kind, make_job, look):
    job = make_job(make_kind(failing(Postponed("the project is busy", LADDER[1]))))

    assert run_and_measure(job, look) == ("pending", 0, LADDER[1])
    assert look(job).error == "the project is busy"


def test_success_after_a_failure_forgets_it(make_kind, make_job, look, change_job):
    failures = [RuntimeError("once")]

    def work(lease):
        if failures:
            raise failures.pop()
        with lease.write():
            lease.finish()

    job = make_job(make_kind(work))
    run_job(job)
    change_job(job, "due_at = now()")
    run_job(job)

    assert (look(job).state, look(job).error) == ("done", "")


def test_a_kind_this_worker_does_not_know_waits_for_one_that_does(make_kind, make_job, look, change_job):
    done = []
    name = make_kind(lambda lease: None)
    job = make_job(name)
    change_job(job, "kind = 'of-a-newer-version'")

    assert run_and_measure(job, look) == ("pending", 0, LADDER[0])
    assert "knows no job of the kind 'of-a-newer-version'" in look(job).error

    make_kind(lambda lease: done.append(lease.subject), name="of-a-newer-version")
    change_job(job, "due_at = now()")
    run_job(job)
    assert done == [look(job).subject]


def test_a_hook_that_fails_does_not_keep_the_job_alive(make_kind, make_job, look, tenant):
    """Its own writes are taken back, and the job ends all the same."""

    def hook(lease, reason):
        Job.objects.filter(pk=lease.job_id).update(key="half done")
        raise RuntimeError("the hook is broken")

    job = make_job(make_kind(failing(Trouble(permanent=True)), on_dead=hook))

    run_job(job)

    assert look(job).state == "dead"
    assert look(job).key != "half done"
