"""The app of the fixes."""

from django.apps import AppConfig


class FixesConfig(AppConfig):
    """Fixes."""

    name = "autofix.fixes"
    label = "fixes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the workers may be asked to do."""
        from autofix.fixes.jobs import register_jobs

        register_jobs()
