"""A job belongs to one worker at a time."""

import pytest

from autofix.core.leases import claim


@pytest.fixture
def job(make_kind, make_job):
    return make_job(make_kind(lambda lease: None))


def test_one_of_many_gets_it(job, side_by_side, look):
    answers = side_by_side([lambda: claim(job)] * 8)

    [lease] = [answer for answer in answers if answer is not None]
    assert (lease.job_id, lease.fence, lease.attempts, lease.kills) == (job, 1, 0, 0)
    assert (look(job).state, look(job).fence) == ("running", 1)


def test_one_of_many_takes_over_what_expired(job, side_by_side, change_job):
    first = claim(job)
    change_job(job, "lease_until = now() - interval '1 second'")

    answers = side_by_side([lambda: claim(job)] * 8)

    [lease] = [answer for answer in answers if answer is not None]
    assert lease.fence == first.fence + 1
    assert lease.kills == 1


@pytest.mark.parametrize(
    "assignment",
    [
        "due_at = now() + interval '1 hour'",
        "state = 'done'",
        "state = 'dead'",
        "state = 'running', lease_until = now() + interval '1 hour'",
    ],
)
def test_what_is_not_due_is_not_taken(job, change_job, look, assignment):
    change_job(job, assignment)
    before = look(job)

    assert claim(job) is None
    assert (look(job).state, look(job).fence) == (before.state, 0)


def test_a_job_that_does_not_exist_is_not_taken(database):
    assert claim("job_unknown") is None
