"""The ways to a row whose tenant is not known yet: a short list, each of them closed to everybody but the service."""

import psycopg
import pytest

# A new one is a decision: it reads rows of every tenant.
FUNCTIONS = {
    "claim_job(p_job text, p_owner text, p_seconds double precision)",
    "due_jobs(p_limit integer)",
    "find_dsn_key(p_key text)",
    "find_login(p_email text)",
    "find_memberships(p_user text)",
    "find_project(p_project text)",
    "find_token(p_hash text)",
    "shared_lessons(p_shape text)",
    "tenants_with_old_calls(p_before timestamp with time zone)",
    "tenants_with_signals()",
}
DEFINERS = """
SELECT proname || '(' || pg_get_function_identity_arguments(oid) || ')', pg_get_userbyid(proowner)::text, proconfig,
    ARRAY(SELECT coalesce(nullif(grantee, 0)::regrole::text, 'PUBLIC') FROM aclexplode(proacl) ORDER BY 1)
FROM pg_proc WHERE prosecdef AND pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
"""


@pytest.fixture
def definers(owner_connection):
    return owner_connection.execute(DEFINERS).fetchall()


def test_the_list_is_complete(definers):
    assert {signature for signature, *_ in definers} == FUNCTIONS


def test_each_runs_as_the_lookup_role_on_a_pinned_path(definers):
    for signature, owner, configuration, _ in definers:
        assert owner == "autofix_lookup", signature
        assert configuration == ["search_path=pg_catalog, public, pg_temp"], signature


def test_the_service_alone_may_call_them(definers):
    for signature, _, _, grantees in definers:
        assert set(grantees) <= {"autofix_app", "autofix_lookup"}, signature
        assert "autofix_app" in grantees, signature


def test_others_are_refused(connect):
    administrator = connect("postgres")
    administrator.execute("CREATE ROLE a_guest")
    try:
        administrator.execute("GRANT USAGE ON SCHEMA public TO a_guest")
        administrator.execute("SET ROLE a_guest")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied for function"):
            administrator.execute("SELECT find_login('someone@example.com')")
    finally:
        administrator.execute("RESET ROLE")
        administrator.execute("REVOKE ALL ON SCHEMA public FROM a_guest")
        administrator.execute("DROP ROLE a_guest")


def test_a_look_alike_in_front_is_not_called(connect, tenant):
    """A definer function without a pinned path would call the caller's own function or read its own table."""
    administrator = connect("postgres")
    administrator.execute("CREATE SCHEMA a_trap")
    try:
        administrator.execute("GRANT USAGE ON SCHEMA a_trap TO PUBLIC")
        administrator.execute(
            "CREATE TABLE a_trap.tenants_user (id varchar, password varchar, email text, is_active bool)"
        )
        administrator.execute("GRANT ALL ON a_trap.tenants_user TO PUBLIC")
        administrator.execute("INSERT INTO a_trap.tenants_user VALUES ('usr_trap', 'x', 'someone@example.com', true)")
        app = connect("autofix_app")
        app.execute("SET search_path = a_trap, public")
        assert app.execute("SELECT id FROM tenants_user").fetchall() == [("usr_trap",)]
        assert app.execute("SELECT * FROM find_login('someone@example.com')").fetchall() == []
    finally:
        administrator.execute("DROP SCHEMA a_trap CASCADE")
