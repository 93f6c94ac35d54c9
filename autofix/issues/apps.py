"""The app of the issues."""

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    """Issues."""

    name = "autofix.issues"
    label = "issues"
    default_auto_field = "django.db.models.BigAutoField"
