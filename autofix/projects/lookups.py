"""The SQL of the look-ups by which a sender's project is found before its tenant is known."""

FIND_DSN_KEY = """
SELECT key.tenant_id, key.project_id, project.number
FROM projects_dsnkey AS key JOIN projects_project AS project ON project.id = key.project_id
WHERE key.public_key = p_key AND key.is_active AND project.status <> 'archived'
"""
FIND_PROJECT = "SELECT tenant_id FROM projects_project WHERE id = p_project AND status <> 'archived'"
