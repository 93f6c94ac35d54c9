"""The app of the language models."""

from django.apps import AppConfig


class LlmConfig(AppConfig):
    """Endpoints, personas, budgets and the ledger of calls."""

    name = "autofix.llm"
    label = "llm"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the workers may be asked to do."""
        from autofix.llm.jobs import register_jobs

        register_jobs()
