"""What policies read, and the rights of the service's role."""

from django.db import migrations

from autofix.core.row_security import settings_of_the_transaction


class Migration(migrations.Migration):
    dependencies = []
    operations = [settings_of_the_transaction()]
