"""While every worker is busy the queue does not grow: what is due is in the database and is nudged later."""

import pytest
import redis

from autofix.core.nudges import DIGEST, MOST_WAITING, room, send
from autofix.core.running import sweep

QUEUE = "autofix"


@pytest.fixture
def client(redis_url):
    with redis.Redis.from_url(redis_url) as made:
        yield made


@pytest.fixture
def job(make_kind, make_job, client):
    made = make_job(make_kind(lambda lease: None))
    client.delete(QUEUE)
    return made


def fill(client, count):
    client.rpush(QUEUE, *["{}"] * count)


def test_a_full_queue_is_sent_nothing(client, job, look):
    fill(client, MOST_WAITING)

    send(DIGEST, "ten_1")
    assert (room(), sweep(), client.llen(QUEUE)) == (0, 0, MOST_WAITING)
    assert look(job).nudged_at is None, "it counts as nudged when it is"


def test_what_fits_is_sent(client, job, look):
    fill(client, MOST_WAITING - 1)

    assert (room(), sweep(), client.llen(QUEUE)) == (1, 1, MOST_WAITING)
    assert look(job).nudged_at is not None


def test_an_emptied_queue_takes_all_again(client, job):
    fill(client, MOST_WAITING)
    assert sweep() == 0
    client.flushall()

    assert (sweep(), client.llen(QUEUE)) == (1, 1)
