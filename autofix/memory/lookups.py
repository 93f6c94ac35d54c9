"""The SQL of the one way to another tenant's lessons (see ``autofix.core.row_security``)."""

# Who asks is the tenant in scope, who must share as well; nothing but the template comes back. What was itself taken
# over from others is not handed on.
SHARED_LESSONS = """
SELECT body FROM (
    SELECT min(body) AS body, sum(accepted) AS accepted, digest FROM memory_lesson
    JOIN tenants_tenant ON tenants_tenant.id = memory_lesson.tenant_id
    WHERE shape = p_shape AND status = 'active' AND NOT is_adopted
      AND is_sharing_lessons AND tenant_id <> app_tenant()
      AND EXISTS (SELECT FROM tenants_tenant WHERE id = app_tenant() AND is_sharing_lessons)
    GROUP BY digest) AS shared
ORDER BY accepted DESC, digest LIMIT 10
"""
