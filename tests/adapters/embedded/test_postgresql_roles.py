from __future__ import annotations

import psycopg
import pytest

from autofix.adapters.embedded import PostgreSQL


def test_no_role_of_the_service_goes_past_the_policies(server, rows):
    found = rows(
        server,
        "postgres",
        "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles "
        "WHERE rolname LIKE 'autofix%' ORDER BY rolname",
    )
    assert found == [
        ("autofix_app", True, False, False, False, False),
        ("autofix_lookup", False, False, False, False, False),
        ("autofix_owner", True, False, False, False, False),
    ]


def test_the_database_is_the_owners(server, rows):
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'autofix'"
    assert rows(server, "postgres", owner) == [("autofix_owner",)]


def test_the_service_makes_no_tables(server, rows):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        rows(server, "autofix_app", "CREATE TABLE mine (n int)")


def test_the_service_is_bound_by_row_level_security(server, rows):
    rows(server, "autofix_owner", "CREATE TABLE bound AS SELECT 1 AS tenant")
    rows(server, "autofix_owner", "GRANT SELECT ON bound TO autofix_app")
    assert rows(server, "autofix_app", "SELECT * FROM bound") == [(1,)]
    rows(server, "autofix_owner", "ALTER TABLE bound ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    assert rows(server, "autofix_app", "SELECT * FROM bound") == []
    assert rows(server, "autofix_owner", "SELECT * FROM bound") == []


def test_the_owner_gives_a_function_to_the_lookup_role(server, rows):
    """And the function then sees what that role's policy shows, which its caller does not."""
    for statement in (
        "CREATE TABLE logins AS SELECT 'ann' AS name",
        "ALTER TABLE logins ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "CREATE POLICY lookups ON logins TO autofix_lookup USING (true)",
        "GRANT SELECT ON logins TO autofix_app, autofix_lookup",
        "CREATE FUNCTION first_login() RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = public "
        "AS 'SELECT name FROM logins'",
        "ALTER FUNCTION first_login() OWNER TO autofix_lookup",
    ):
        rows(server, "autofix_owner", statement)
    assert rows(server, "autofix_app", "SELECT first_login()") == [("ann",)]
    assert rows(server, "autofix_app", "SELECT name FROM logins") == []


def test_the_owner_does_not_see_with_the_lookup_roles_eyes(server, rows):
    if rows(server, "postgres", "SELECT current_setting('server_version_num')::int")[0][0] < 160000:
        pytest.skip("PostgreSQL 15 cannot keep a role from inheriting one membership alone")
    rows(server, "autofix_owner", "CREATE TABLE hidden AS SELECT 1 AS n")
    rows(server, "autofix_owner", "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    rows(server, "autofix_owner", "CREATE POLICY lookups ON hidden TO autofix_lookup USING (true)")
    assert rows(server, "autofix_owner", "SELECT * FROM hidden") == []


def test_nobody_logs_in_as_the_lookup_role(server, rows):
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        rows(server, "autofix_lookup", "SELECT 1")


def test_a_stranger_has_nothing_in_the_database(server, rows):
    rows(server, "postgres", "CREATE ROLE stranger LOGIN")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        rows(server, "stranger", "SELECT 1")


def test_making_the_roles_again_changes_nothing(server, rows):
    rows(server, "autofix_owner", "CREATE TABLE stays AS SELECT 1 AS n")
    server.ensure_roles()
    assert rows(server, "autofix_owner", "SELECT n FROM stays") == [(1,)]


def test_databases_for_tests_are_made_where_that_is_asked_for(server, rows, open_folder):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        rows(server, "autofix_owner", "CREATE DATABASE test_autofix")
    with PostgreSQL.running(open_folder / "pg", is_durable=False, may_create_databases=True) as other:
        rows(other, "autofix_owner", "CREATE DATABASE test_autofix")
        rows(other, "autofix_owner", "CREATE TABLE inside (n int)", "test_autofix")
