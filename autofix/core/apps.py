"""The app of the basics."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Events and jobs."""

    name = "autofix.core"
    label = "core"
    verbose_name = "Events and jobs"
    default_auto_field = "django.db.models.BigAutoField"
