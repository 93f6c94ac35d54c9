"""The app of the tenants."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class TenantsConfig(AppConfig):
    """Tenants, members and tokens."""

    name = "tenants"
    verbose_name = "Team"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let a login be noted in the person's own scope; Django's own way finds no row there."""
        from tenants.login import note_login

        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(note_login, dispatch_uid="note_login")
