"""Celery's doors to the core: interfaces and nothing else."""

from __future__ import annotations

from autofix.celery import app
from autofix.core import running
from autofix.core.nudges import RUN_JOB


@app.task(name=RUN_JOB)
def run_job(job_id: str) -> None:
    """Run one job, if it is due."""
    running.run_job(job_id)
