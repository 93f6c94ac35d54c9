"""The app of the projects."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Projects, their configuration and secrets."""

    name = "autofix.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"
