"""The attacks of the other tests work once the defence is off: it is the policies that stop them."""

from __future__ import annotations

import pytest
from django.apps import apps

assert apps.ready


class TakenBack(Exception):
    pass


@pytest.mark.parametrize("verb", ["SELECT", "UPDATE", "DELETE"])
def test_the_same_statement_reaches_the_row(model, verb, rows, other_tenant, connect, attempt, append_only_tables):
    row = rows.insert(model)
    administrator = connect("postgres")

    with pytest.raises(TakenBack), administrator.transaction():
        administrator.execute("SET LOCAL ROLE autofix_app")
        assert attempt(administrator, row, verb, tenant=other_tenant) <= 0
        administrator.execute("RESET ROLE")
        administrator.execute(f"ALTER TABLE {row.table} DISABLE ROW LEVEL SECURITY")
        administrator.execute("SET LOCAL ROLE autofix_app")
        is_refused = verb != "SELECT" and row.table in append_only_tables
        assert attempt(administrator, row, verb, tenant=other_tenant) == (-1 if is_refused else 1)
        raise TakenBack


def test_so_does_the_insert(model, rows, other_tenant, connect, attempt):
    row = rows.new(model)
    administrator = connect("postgres")

    with pytest.raises(TakenBack), administrator.transaction():
        administrator.execute(f"ALTER TABLE {row.table} DISABLE ROW LEVEL SECURITY")
        administrator.execute("SET LOCAL ROLE autofix_app")
        assert attempt(administrator, row, "INSERT", tenant=other_tenant) == 1
        raise TakenBack
