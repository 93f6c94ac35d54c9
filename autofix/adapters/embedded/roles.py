"""The three database roles, as SQL: for the embedded server, the documentation and ``autofix doctor`` alike.

``autofix_owner`` owns the database and runs migrations. ``autofix_app`` is what
the service connects as; row-level security binds it. ``autofix_lookup`` owns
the few functions that look something up before the tenant is known; nobody
can log in as it.
"""

from __future__ import annotations

DATABASE = "autofix"
OWNER, APP, LOOKUP = "autofix_owner", "autofix_app", "autofix_lookup"

_FIRST_WITH_GRANT_OPTIONS = 16


def role_statements(major: int, *, may_create_databases: bool = False) -> tuple[str, ...]:
    """What an administrator runs once on the server, of version ``major``; running it again changes nothing.

    ``may_create_databases`` lets the owner make databases, which tests need.
    """
    # Set, not inherited: the owner may hand a function over, and does not see with that role's eyes.
    # PostgreSQL 15 cannot say so.
    options = " WITH ADMIN FALSE, INHERIT FALSE, SET TRUE" if major >= _FIRST_WITH_GRANT_OPTIONS else ""
    return (
        _role(OWNER, "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB"),
        _role(APP, "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB"),
        _role(LOOKUP, "NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB"),
        f"GRANT {LOOKUP} TO {OWNER}{options}",
        *((f"ALTER ROLE {OWNER} CREATEDB",) if may_create_databases else ()),
    )


def create_database_statement(database: str = DATABASE) -> str:
    """What makes the database; unlike the others it fails when there is one."""
    return f"CREATE DATABASE {database} OWNER {OWNER} ENCODING 'UTF8' TEMPLATE template0"


def database_statements(database: str = DATABASE) -> tuple[str, ...]:
    """What is run inside the database, by an administrator or its owner; running it again changes nothing."""
    return (
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {database} TO {APP}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE, CREATE ON SCHEMA public TO {OWNER}",
        f"GRANT USAGE ON SCHEMA public TO {APP}",
        # To own a function one must be allowed to make it.
        f"GRANT USAGE, CREATE ON SCHEMA public TO {LOOKUP}",
    )


def _role(name: str, attributes: str) -> str:
    return (
        f"DO $$ BEGIN\n"
        f"  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') THEN\n"
        f"    CREATE ROLE {name} {attributes};\n"
        f"  END IF;\n"
        f"END $$"
    )
