"""The names that others send are the names of tasks."""

from __future__ import annotations

from autofix.celery import app
from autofix.core.nudges import DIGEST, RUN_JOB
from autofix.intake.nudging import DIGEST_ALL


def test_every_message_has_a_task() -> None:
    app.loader.import_default_modules()
    assert {RUN_JOB, DIGEST, DIGEST_ALL} <= set(app.tasks)
