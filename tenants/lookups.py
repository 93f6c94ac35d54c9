"""The SQL of the look-ups that happen before a tenant is known."""

FIND_LOGIN = "SELECT id, password FROM tenants_user WHERE lower(email) = lower(p_email) AND is_active"
FIND_MEMBERSHIPS = "SELECT tenant_id, role FROM tenants_membership WHERE user_id = p_user ORDER BY id"
BY_HASH = """
SELECT id, tenant_id, project, ARRAY(SELECT jsonb_array_elements_text(scopes))
FROM tenants_apitoken WHERE hash = p_hash AND revoked_at IS NULL
"""
