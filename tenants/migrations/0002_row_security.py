"""Members see their tenant; logins and tokens are found before a tenant is known."""

from django.db import migrations

from autofix.core.row_security import isolate, look_up, open_to_lookup
from tenants.lookups import BY_HASH, FIND_LOGIN, FIND_MEMBERSHIPS

COLLEAGUES = """
id = app_user() OR EXISTS (
    SELECT FROM tenants_membership WHERE user_id = tenants_user.id AND tenant_id = app_tenant())
"""


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial"), ("admin", "0003_logentry_add_action_flag_choices")]
    operations = [
        isolate("tenants_tenant", "id = app_tenant()"),
        isolate("tenants_user", COLLEAGUES, writable="id = app_user()"),
        isolate("tenants_membership"),
        isolate("tenants_apitoken"),
        isolate("django_admin_log", "user_id = app_user()"),
        open_to_lookup("tenants_user", ["id", "email", "password", "is_active"]),
        open_to_lookup("tenants_membership", ["id", "user_id", "tenant_id", "role"]),
        open_to_lookup("tenants_apitoken", ["id", "tenant_id", "project", "scopes", "hash", "revoked_at"]),
        look_up("find_login(p_email text)", "TABLE(user_id varchar, password varchar)", FIND_LOGIN),
        look_up("find_memberships(p_user text)", "TABLE(tenant_id varchar, role varchar)", FIND_MEMBERSHIPS),
        look_up(
            "find_token(p_hash text)",
            "TABLE(token_id varchar, tenant_id varchar, project varchar, scopes text[])",
            BY_HASH,
        ),
    ]
