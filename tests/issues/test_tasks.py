"""The names that others send are the names of tasks."""

from __future__ import annotations

from django.conf import settings

from autofix.celery import app
from autofix.core.nudges import DIGEST
from autofix.intake.nudging import DIGEST_ALL


def test_every_message_has_a_task() -> None:
    app.loader.import_default_modules()
    named = {DIGEST, DIGEST_ALL, *(entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values())}
    assert named <= set(app.tasks)
