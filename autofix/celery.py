"""The Celery application: it carries nudges, never state."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autofix.settings")
app = Celery("autofix")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["autofix.core", "autofix.issues"])
