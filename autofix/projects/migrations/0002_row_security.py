"""A project is found by its webhook address or DSN key before its tenant is known."""

from django.db import migrations

from autofix.core.row_security import isolate, look_up, open_to_lookup
from autofix.projects.lookups import FIND_DSN_KEY, FIND_PROJECT


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial"), ("core", "0003_jobs")]
    operations = [
        isolate("projects_project"),
        isolate("projects_projectsecret"),
        isolate("projects_dsnkey"),
        open_to_lookup("projects_project", ["id", "tenant_id", "number", "status"]),
        open_to_lookup("projects_dsnkey", ["public_key", "tenant_id", "project_id", "is_active"]),
        look_up(
            "find_dsn_key(p_key text)", "TABLE(tenant_id varchar, project_id varchar, number bigint)", FIND_DSN_KEY
        ),
        look_up("find_project(p_project text)", "TABLE(tenant_id varchar)", FIND_PROJECT),
    ]
