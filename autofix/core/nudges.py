"""Telling the workers that there is something to do.

A nudge may be lost, doubled or late: the sweeper finds whatever is due. So a broker that does not
answer is logged and never fails the transaction that has just been committed.
"""

from __future__ import annotations

import logging

from django.conf import settings
from kombu.exceptions import OperationalError
from kombu.messaging import Producer
from redis.exceptions import RedisError

from autofix.celery import app

log = logging.getLogger("autofix.nudges")
# kombu translates the errors of a connection that it makes, and leaves those of one that breaks later as they are.
AWAY = (OperationalError, RedisError, OSError)
RUN_JOB, DIGEST = "autofix.run_job", "autofix.digest"
# Enough to keep every worker busy until the next sweep. While all of them are busy for an hour the queue stays this
# short; what is not sent is found by the sweeper.
MOST_WAITING = 500


def nudge_job(job_id: str) -> None:
    """Ask a worker to run the job."""
    send(RUN_JOB, job_id)


def send(task: str, *arguments: str) -> None:
    """Send one message; a broker that is away is only worth a line."""
    if not settings.CELERY_BROKER_URL:
        # Celery would look for a RabbitMQ on this machine instead.
        log.warning("there is no broker for %s%s; set REDIS_URL", task, arguments)
        return
    try:
        with app.producer_or_acquire() as producer:
            if _waiting(producer) < MOST_WAITING:
                app.send_task(task, arguments, producer=producer, retry=False, ignore_result=True)
    except AWAY as error:
        log.warning("the broker did not take %s%s: %s; the sweeper will", task, arguments, error)


def room() -> int:
    """How many more messages the workers' queue takes now; 0 when the broker is away."""
    if not settings.CELERY_BROKER_URL:
        return 0
    try:
        with app.producer_or_acquire() as producer:
            return max(MOST_WAITING - _waiting(producer), 0)
    except AWAY as error:
        log.warning("the broker does not answer: %s; what is due waits for it", error)
        return 0


def _waiting(producer: Producer) -> int:
    return int(producer.channel.queue_declare(queue=settings.CELERY_TASK_DEFAULT_QUEUE).message_count)
