"""Row-level security as migration operations.

Three roles: ``autofix_owner`` owns the tables, ``autofix_app`` is what the service logs in as,
and ``autofix_lookup`` owns the few functions that find a row before its tenant is known. None of
them passes over a policy: ``FORCE ROW LEVEL SECURITY`` holds the owner to it, and what
``autofix_lookup`` may see is a policy of its own, made by ``open_to_lookup``.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.migrations.operations import RunSQL

APP, LOOKUP = "autofix_app", "autofix_lookup"
OWN_TENANT = "tenant_id = app_tenant()"

SETTINGS_SQL = f"""
CREATE FUNCTION app_tenant() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.tenant', true), '') $$;
CREATE FUNCTION app_user() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.user', true), '') $$;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {APP};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP};
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {APP};
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_tenant(), app_user() TO {APP}, {LOOKUP};
"""


def settings_of_the_transaction() -> RunSQL:
    """The functions that policies read, and what the service may do with tables made from here on."""
    return RunSQL(SETTINGS_SQL, RunSQL.noop)


def isolate(table: str, visible: str = OWN_TENANT, writable: str = "") -> RunSQL:
    """Only rows for which ``visible`` holds can be read in ``table``, and written if ``writable`` holds too."""
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY tenant ON {table} USING ({visible}) WITH CHECK ({writable or visible});",
        f"DROP POLICY tenant ON {table};"
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def append_only(table: str) -> RunSQL:
    """The service may add rows to ``table`` and read them; it cannot change or delete one."""
    return RunSQL(f"REVOKE UPDATE, DELETE ON {table} FROM {APP};", f"GRANT UPDATE, DELETE ON {table} TO {APP};")


def open_to_lookup(table: str, read: Sequence[str], write: Sequence[str] = ()) -> RunSQL:
    """Look-up functions may read the columns ``read`` of every tenant's rows, and change ``write``."""
    grants = f"GRANT SELECT ({', '.join(read)}) ON {table} TO {LOOKUP};"
    grants += f"CREATE POLICY lookup_reads ON {table} FOR SELECT TO {LOOKUP} USING (true);"
    undo = f"DROP POLICY lookup_reads ON {table};REVOKE ALL ON {table} FROM {LOOKUP};"
    if write:
        grants += f"GRANT UPDATE ({', '.join(write)}) ON {table} TO {LOOKUP};"
        grants += f"CREATE POLICY lookup_writes ON {table} FOR UPDATE TO {LOOKUP} USING (true);"
        undo = f"DROP POLICY lookup_writes ON {table};" + undo
    return RunSQL(grants, undo)


def look_up(signature: str, returns: str, body: str, language: str = "sql", volatility: str = "STABLE") -> RunSQL:
    """A function that runs as ``autofix_lookup``: the one way to a row whose tenant is not known yet.

    ``signature`` is ``name(argument type, ...)``.
    """
    return RunSQL(
        f"CREATE FUNCTION {signature} RETURNS {returns} LANGUAGE {language} {volatility} SECURITY DEFINER "
        f"SET search_path = pg_catalog, public, pg_temp AS $body${body}$body$;"
        f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC;"
        f"GRANT EXECUTE ON FUNCTION {signature} TO {APP};"
        f"ALTER FUNCTION {signature} OWNER TO {LOOKUP};",
        f"DROP FUNCTION {signature};",
    )
