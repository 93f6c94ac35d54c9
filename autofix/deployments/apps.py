"""The app of the deployments."""

from django.apps import AppConfig


class DeploymentsConfig(AppConfig):
    """Deployments."""

    name = "autofix.deployments"
    label = "deployments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the workers may be asked to do."""
        from autofix.deployments.jobs import register_jobs

        register_jobs()
