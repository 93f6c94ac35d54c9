"""Nobody's role passes over the policies."""

import psycopg
import pytest

ROLES = ["autofix_app", "autofix_lookup", "autofix_owner"]
# What each look-up function needs and nothing more; a new entry is a decision.
READ_BY_LOOKUPS = {
    "core_job": "attempts correlation due_at fence id kills kind lease_until nudged_at priority state subject tenant_id",
    "issues_signal": "digested_at tenant_id",
    "llm_call": "created_at tenant_id text_dropped_at",
    "memory_lesson": "accepted body digest is_adopted shape status tenant_id",
    "projects_dsnkey": "is_active project_id public_key tenant_id",
    "projects_project": "id number status tenant_id",
    "tenants_apitoken": "hash id project revoked_at scopes tenant_id",
    "tenants_membership": "id role tenant_id user_id",
    "tenants_tenant": "id is_sharing_lessons",
    "tenants_user": "email id is_active password",
}
WRITTEN_BY_LOOKUPS = {"core_job": "claimed_at fence kills lease_until nudged_at owner state"}


def test_no_role_has_a_right_that_policies_do_not_bind(owner_connection):
    found = owner_connection.execute(
        "SELECT rolname::text, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = ANY(%s) ORDER BY 1",
        [ROLES],
    ).fetchall()

    assert found == [(role, False, False, False) for role in ROLES]


def test_the_service_is_a_member_of_no_role(owner_connection):
    found = owner_connection.execute(
        "SELECT pg_get_userbyid(member)::text, pg_get_userbyid(roleid)::text, inherit_option FROM pg_auth_members "
        "WHERE member IN (SELECT oid FROM pg_roles WHERE rolname LIKE 'autofix%')"
    ).fetchall()

    # Set, not inherited: migrations hand functions over, and do not see with that role's eyes.
    assert found == [("autofix_owner", "autofix_lookup", False)]


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE autofix_owner",
        "SET ROLE autofix_lookup",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION autofix_owner",
        "TRUNCATE issues_issue",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE public.mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "ALTER TABLE issues_issue DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE issues_issue NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON issues_issue",
        "CREATE POLICY mine ON issues_issue USING (true)",
        "ALTER FUNCTION app_tenant() RENAME TO mine",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('core', 'x', now())",
        "COPY issues_issue TO PROGRAM 'true'",
    ],
)
def test_the_service_may_not(app_connection, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_connection.execute(statement)


def test_turning_row_security_off_reads_nothing(app_connection, tenant):
    app_connection.execute("SET row_security = off")

    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        app_connection.execute("SELECT FROM tenants_tenant")


def test_the_owner_is_bound_too(owner_connection, tenant):
    assert owner_connection.execute("SELECT FROM tenants_tenant").rowcount == 0
    assert owner_connection.execute("SELECT FROM core_event").rowcount == 0


@pytest.mark.parametrize(("right", "granted"), [("SELECT", READ_BY_LOOKUPS), ("UPDATE", WRITTEN_BY_LOOKUPS)])
def test_lookups_reach_the_columns_they_need(connect, right, granted):
    found = connect("postgres").execute(
        "SELECT relname::text, string_agg(attname::text, ' ' ORDER BY attname::text COLLATE \"C\") "
        "FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
        "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped "
        "AND has_column_privilege('autofix_lookup', pg_class.oid, attnum, %s) GROUP BY 1",
        [right],
    )

    assert dict(found.fetchall()) == granted


def test_lookups_neither_add_nor_remove(connect):
    found = connect("postgres").execute(
        "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
        "AND (has_any_column_privilege('autofix_lookup', oid, 'INSERT') "
        "OR has_table_privilege('autofix_lookup', oid, 'DELETE, TRUNCATE, TRIGGER'))"
    )

    assert found.fetchall() == []


def test_nobody_logs_in_as_the_lookup_role(database):
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        psycopg.connect(database.url("autofix_lookup"))
