"""Raw SQL of the service's role reaches no row of another tenant, whatever the model (django's filters play no part)."""

from __future__ import annotations

import psycopg
import pytest
from django.apps import apps


@pytest.mark.parametrize("verb", ["SELECT", "UPDATE", "DELETE"])
def test_a_row_is_out_of_reach_without_its_tenant(model, verb, rows, other_tenant, app_connection, attempt):
    row = rows.insert(model)

    assert attempt(app_connection, row, verb, tenant="") <= 0
    assert attempt(app_connection, row, verb, tenant=other_tenant, user="usr_of_another") <= 0
    assert attempt(app_connection, row, "SELECT", tenant=row.tenant, user=row.user) == 1


def test_a_row_cannot_be_added_to_another_tenant(model, rows, other_tenant, app_connection, attempt):
    row = rows.new(model)

    assert attempt(app_connection, row, "INSERT", tenant="") == -1
    assert attempt(app_connection, row, "INSERT", tenant=other_tenant, user="usr_of_another") == -1
    assert attempt(app_connection, row, "INSERT", tenant=row.tenant, user=row.user) == 1


@pytest.mark.parametrize("verb", ["SELECT", "UPDATE", "DELETE"])
def test_the_tenant_of_a_row_reaches_it(model, verb, rows, app_connection, attempt, append_only_tables):
    row = rows.insert(model)
    is_refused = verb != "SELECT" and row.table in append_only_tables

    assert attempt(app_connection, row, verb, tenant=row.tenant, user=row.user) == (-1 if is_refused else 1)


def test_a_row_cannot_be_handed_to_another_tenant(movable_model, rows, other_tenant, app_connection):
    row = rows.insert(movable_model)

    with app_connection.transaction():
        app_connection.execute("SELECT set_config('app.tenant', %s, true)", [row.tenant])
        with (
            pytest.raises(psycopg.errors.InsufficientPrivilege, match="violates row-level"),
            app_connection.transaction(),
        ):
            app_connection.execute(f"UPDATE {row.table} SET tenant_id = %s", [other_tenant])


def test_a_tenant_sees_its_own_rows_only_when_both_have_some(rows, other_tenant, connect, app_connection):
    project = apps.get_model("projects.Project")
    mine = rows.insert(project)
    theirs = type(rows)(connect("autofix_app"), other_tenant).insert(project)

    with app_connection.transaction():
        app_connection.execute("SELECT set_config('app.tenant', %s, true)", [rows.tenant])
        seen = app_connection.execute("SELECT id FROM projects_project").fetchall()

    assert seen == [(mine.values["id"],)]
    assert theirs.values["id"] != mine.values["id"]
