"""The app of the lessons."""

from django.apps import AppConfig


class MemoryConfig(AppConfig):
    """Lessons."""

    name = "autofix.memory"
    label = "memory"
    default_auto_field = "django.db.models.BigAutoField"
