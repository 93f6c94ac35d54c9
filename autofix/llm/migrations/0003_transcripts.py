"""The text of old calls is dropped, whatever tenant they belong to."""

from django.db import migrations, models

from autofix.core.row_security import look_up, open_to_lookup
from autofix.llm.lookups import TENANTS_WITH_OLD_CALLS


class Migration(migrations.Migration):
    dependencies = [("llm", "0002_row_security")]
    operations = [
        migrations.AddField("call", "text_dropped_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "call",
            models.Index(fields=["created_at"], name="call_text", condition=models.Q(("text_dropped_at", None))),
        ),
        open_to_lookup("llm_call", ["tenant_id", "created_at", "text_dropped_at"]),
        look_up("tenants_with_old_calls(p_before timestamptz)", "SETOF varchar", TENANTS_WITH_OLD_CALLS),
    ]
