"""A tenant's scope ends where it ends: on the same connection, in nested scopes, and after an error."""

import pytest
from django.db import connection, transaction

from autofix.core.tenancy import tenant_scope, user_scope
from tenants.models import Tenant


def session():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_backend_pid(), coalesce(current_setting('app.tenant', true), ''), "
            "coalesce(current_setting('app.user', true), '')"
        )
        return cursor.fetchone()


def seen():
    return {tenant.id for tenant in Tenant.objects.all()}


def test_the_connection_carries_nothing_over(tenant):
    with tenant_scope(tenant), user_scope("usr_someone"):
        process, inside, user = session()
        assert (inside, user, seen()) == (tenant, "usr_someone", {tenant})

    # The same connection is used again.
    assert session() == (process, "", "")
    assert seen() == set()


def test_nested_scopes_see_the_innermost_tenant_and_come_back(tenant, other_tenant):
    with tenant_scope(tenant):
        with tenant_scope(other_tenant):
            assert (session()[1], seen()) == (other_tenant, {other_tenant})
            with tenant_scope(tenant):
                assert seen() == {tenant}
            assert seen() == {other_tenant}
        assert (session()[1], seen()) == (tenant, {tenant})
    assert (session()[1], seen()) == ("", set())


def test_an_error_in_an_inner_scope_brings_the_outer_one_back(tenant, other_tenant):
    with tenant_scope(tenant):
        with pytest.raises(ZeroDivisionError), tenant_scope(other_tenant):
            raise ZeroDivisionError
        assert seen() == {tenant}
    assert seen() == set()


def test_an_error_in_a_scope_leaves_nothing(tenant):
    with pytest.raises(ZeroDivisionError), tenant_scope(tenant):
        raise ZeroDivisionError

    assert session()[1] == ""
    assert seen() == set()


def test_a_database_error_in_a_scope_leaves_nothing(tenant):
    with pytest.raises(Exception, match="does not exist"), tenant_scope(tenant), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")

    assert session()[1] == ""


def test_a_scope_in_a_transaction_ends_before_it(tenant, other_tenant):
    with transaction.atomic():
        assert session()[1] == ""
        with tenant_scope(tenant):
            assert seen() == {tenant}
        assert (session()[1], seen()) == ("", set())


def test_a_person_sees_their_own_row_and_no_tenant(tenant):
    with user_scope("usr_someone"):
        assert seen() == set()


def test_a_value_with_a_quote_is_only_a_value(tenant):
    with tenant_scope("x' OR '1'='1"):
        assert seen() == set()


def test_a_transaction_that_ends_takes_the_tenant_along(tenant):
    """Even where somebody ends it behind our back, the connection is nobody's."""
    with tenant_scope(tenant):
        assert session()[1] == tenant
        connection.connection.commit()
        assert session()[1] == ""
        assert seen() == set()
