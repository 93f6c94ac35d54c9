"""Signals wait for whoever digests them, whatever tenant they belong to."""

from django.db import migrations

from autofix.core.row_security import isolate, look_up, open_to_lookup
from autofix.issues.lookups import TENANTS_WITH_SIGNALS


class Migration(migrations.Migration):
    dependencies = [("issues", "0001_initial"), ("core", "0003_jobs")]
    operations = [
        isolate("issues_issue"),
        isolate("issues_signal"),
        open_to_lookup("issues_signal", ["tenant_id", "digested_at"]),
        look_up("tenants_with_signals()", "SETOF varchar", TENANTS_WITH_SIGNALS),
    ]
