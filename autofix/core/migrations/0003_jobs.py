"""Events are only ever added; jobs are claimed before their tenant is known."""

from django.db import migrations

from autofix.core.lookups import CLAIM_JOB, CLAIMED, DUE_JOBS
from autofix.core.row_security import append_only, isolate, look_up, open_to_lookup

JOB_READ = [
    "id",
    "tenant_id",
    "kind",
    "subject",
    "fence",
    "attempts",
    "kills",
    "correlation",
    "state",
    "priority",
    "due_at",
    "lease_until",
    "nudged_at",
]
JOB_WRITTEN = ["state", "fence", "owner", "nudged_at", "claimed_at", "lease_until", "kills"]


class Migration(migrations.Migration):
    dependencies = [("core", "0002_initial")]
    operations = [
        isolate("core_event"),
        append_only("core_event"),
        isolate("core_job"),
        open_to_lookup("core_job", JOB_READ, JOB_WRITTEN),
        look_up(
            "claim_job(p_job text, p_owner text, p_seconds double precision)", CLAIMED, CLAIM_JOB, volatility="VOLATILE"
        ),
        look_up("due_jobs(p_limit integer)", "SETOF varchar", DUE_JOBS, volatility="VOLATILE"),
    ]
