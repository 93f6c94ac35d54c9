"""A secret's plain text is nowhere in the database (requirement G5)."""

import base64

from autofix.core.tenancy import tenant_scope
from autofix.projects.models import Project, ProjectSecret
from autofix.projects.secrets import read_secrets, set_secret

SECRET = "quite-a-secret-value-4711"


def whole_database(administrator):
    tables = administrator.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    )
    return "\n".join(
        str(row[0])
        for (table,) in tables.fetchall()
        for row in administrator.execute(f'SELECT t::text FROM "{table}" AS t')
    )


def test_it_is_stored_sealed(rows, connect):
    project_id = rows.insert(Project).values["id"]
    with tenant_scope(rows.tenant):
        project = Project.objects.get(pk=project_id)
        set_secret(project, "TOKEN", SECRET, actor="test")
    with tenant_scope(rows.tenant):
        assert read_secrets(project)["TOKEN"] == SECRET

    dump = whole_database(connect("postgres"))
    assert project_id in dump
    for form in (SECRET, SECRET.encode().hex(), base64.b64encode(SECRET.encode()).decode()):
        assert form not in dump


def test_the_dump_would_show_it_otherwise(rows, connect):
    row = rows.insert(ProjectSecret)
    connect("autofix_owner", rows.tenant).execute(
        "UPDATE projects_projectsecret SET sealed = %s WHERE id = %s", [SECRET.encode(), row.values["id"]]
    )

    assert SECRET.encode().hex() in whole_database(connect("postgres"))
