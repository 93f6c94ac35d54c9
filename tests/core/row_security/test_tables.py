"""Every table is isolated, or written down as belonging to nobody."""

from django.apps import apps

TABLES = """
SELECT relname, relrowsecurity, relforcerowsecurity,
    ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = pg_class.oid ORDER BY polname),
    pg_get_userbyid(relowner)
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY relname
"""


def test_every_table_has_forced_row_security_and_a_policy(owner_connection, shared_tables):
    guarded = {row[0]: row[1:] for row in owner_connection.execute(TABLES) if row[0] not in shared_tables}

    assert guarded
    for table, (is_on, is_forced, policies, owner) in guarded.items():
        assert is_on, f"{table} has no row-level security; isolate it in a migration"
        assert is_forced, f"{table} lets its owner pass over its policies"
        assert "tenant" in policies, f"{table} has no policy"
        assert set(policies) <= {"tenant", "lookup_reads", "lookup_writes"}
        assert owner == "autofix_owner"


def test_what_is_said_to_belong_to_nobody_exists_and_has_no_tenant(owner_connection, shared_tables):
    tables = {row[0] for row in owner_connection.execute(TABLES)}
    with_tenant = owner_connection.execute(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'tenant_id'"
    )

    assert set(shared_tables) <= tables
    assert not {row[0] for row in with_tenant} & set(shared_tables)


def test_every_table_is_a_model_so_the_attacks_cover_it(owner_connection, shared_tables):
    tables = {row[0] for row in owner_connection.execute(TABLES)}
    modelled = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}

    assert tables - set(shared_tables) - modelled == set()


def test_policies_of_the_lookup_role_are_for_it_alone(owner_connection):
    found = owner_connection.execute(
        "SELECT tablename, policyname, roles::text[] FROM pg_policies WHERE schemaname = 'public'"
    ).fetchall()

    for table, name, roles in found:
        expected = ["autofix_lookup"] if name.startswith("lookup_") else ["public"]
        assert roles == expected, (table, name)
