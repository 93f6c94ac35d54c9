"""Telling the workers that there is something to do.

A nudge may be lost, doubled or late: the sweeper finds whatever is due. So a broker that does not
answer is logged and never fails the transaction that has just been committed.
"""

from __future__ import annotations

import logging

from django.conf import settings
from kombu.exceptions import OperationalError

from autofix.celery import app

log = logging.getLogger("autofix.nudges")
RUN_JOB, DIGEST = "autofix.run_job", "autofix.digest"


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
        app.send_task(task, arguments, retry=False, ignore_result=True)
    except (OperationalError, OSError) as error:
        log.warning("the broker did not take %s%s: %s; the sweeper will", task, arguments, error)
