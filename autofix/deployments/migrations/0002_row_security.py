"""The deployments of a tenant are its own."""

from django.db import migrations

from autofix.core.row_security import isolate


class Migration(migrations.Migration):
    dependencies = [("deployments", "0001_initial"), ("core", "0003_jobs")]
    operations = [
        isolate("deployments_deployment"),
        isolate("deployments_phase"),
    ]
