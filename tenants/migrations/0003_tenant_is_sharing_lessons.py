"""A tenant may share its lessons; the look-up of shared ones sees who does, and nothing else of a tenant."""

from django.db import migrations, models

from autofix.core.row_security import open_to_lookup


class Migration(migrations.Migration):
    dependencies = [("tenants", "0002_row_security")]
    operations = [
        migrations.AddField("tenant", "is_sharing_lessons", models.BooleanField(default=False)),
        open_to_lookup("tenants_tenant", ["id", "is_sharing_lessons"]),
    ]
