"""The app of the projects."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Projects, their configuration and secrets."""

    name = "autofix.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the workers may be asked to do."""
        from autofix.projects.jobs import register_jobs

        register_jobs()
