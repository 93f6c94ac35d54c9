"""Endpoints, personas, ceilings, accounts and calls of a tenant are its own; what a persona said stays as it is."""

from django.db import migrations

from autofix.core.row_security import append_only, isolate


class Migration(migrations.Migration):
    dependencies = [("llm", "0001_initial"), ("core", "0003_jobs")]
    operations = [
        isolate("llm_endpoint"),
        isolate("llm_persona"),
        isolate("llm_personaversion"),
        isolate("llm_tenantbudget"),
        isolate("llm_account"),
        isolate("llm_call"),
        append_only("llm_personaversion"),
    ]
