"""The fixes of a tenant are its own."""

from django.db import migrations

from autofix.core.row_security import isolate


class Migration(migrations.Migration):
    dependencies = [("fixes", "0001_initial"), ("core", "0003_jobs")]
    operations = [
        isolate("fixes_fix"),
        isolate("fixes_attempt"),
        isolate("fixes_change"),
    ]
