"""A job that kills its worker three times at the same step is set aside; a killed worker is no attempt of the job."""

import pytest

from autofix.core.running import run_job

WORKER = """
    import os, signal, sys
    from autofix.core.jobs import JobKind, register
    from autofix.core.running import run_job

    def work(lease):
        if "progress" in sys.argv:
            with lease.write():
                lease.made_progress()
        os.kill(os.getpid(), signal.SIGKILL)

    register(JobKind("deadly", work))
    run_job(sys.argv[1])
"""


@pytest.fixture
def told():
    return []


@pytest.fixture
def job(make_kind, make_job, told):
    kind = make_kind(lambda lease: told.append("ran"), name="deadly", on_dead=lambda lease, reason: told.append(reason))
    return make_job(kind)


@pytest.fixture
def kill_a_worker(job, start_process, change_job):
    def kill(*arguments):
        worker = start_process(WORKER, job, *arguments)
        worker.communicate(timeout=60)
        assert worker.returncode == -9
        change_job(job, "lease_until = now() - interval '1 second'")

    return kill


def test_three_kills_are_the_end(job, kill_a_worker, look, told):
    for _ in range(3):
        assert look(job).state in ("pending", "running")
        kill_a_worker()

    run_job(job)

    row = look(job)
    assert (row.state, row.kills, row.attempts) == ("dead", 3, 0)
    assert row.error.startswith("it ended 3 workers at the same step and is set aside")
    assert told == [row.error]


def test_two_kills_are_not(job, kill_a_worker, look, told):
    kill_a_worker()
    kill_a_worker()

    run_job(job)

    assert told == ["ran"]
    assert (look(job).kills, look(job).attempts) == (2, 0)


def test_progress_forgets_the_kills(job, kill_a_worker, look, told):
    kill_a_worker()
    kill_a_worker()
    kill_a_worker("progress")
    kill_a_worker()

    run_job(job)

    assert told == ["ran"]
    assert look(job).kills == 2
