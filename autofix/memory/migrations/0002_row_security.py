"""The lessons of a tenant are its own; those that tenants share with one another are found by their shape."""

from django.db import migrations

from autofix.core.row_security import isolate, look_up, open_to_lookup
from autofix.memory.lookups import SHARED_LESSONS


class Migration(migrations.Migration):
    dependencies = [("memory", "0001_initial"), ("tenants", "0003_tenant_is_sharing_lessons")]
    operations = [
        isolate("memory_lesson"),
        open_to_lookup("memory_lesson", ["tenant_id", "shape", "digest", "body", "status", "is_adopted", "accepted"]),
        look_up("shared_lessons(p_shape text)", "TABLE(body text)", SHARED_LESSONS),
    ]
