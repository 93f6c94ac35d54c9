"""A change and its event are one transaction: both are there, or neither."""

import pytest
from django.db import DatabaseError

from autofix.core.events import record
from autofix.core.models import Event
from autofix.core.tenancy import tenant_scope
from tenants.models import Tenant


def state(tenant):
    with tenant_scope(tenant):
        row = Tenant.objects.get()
        return row.name, row.version, [event.name for event in Event.objects.order_by("version")]


def test_both_are_committed(tenant):
    with tenant_scope(tenant):
        record(Tenant.objects.get(), "tenant.renamed", {"name": "Acme Corp"}, actor="user:1", data={"why": "bought"})

    assert state(tenant) == ("Acme Corp", 2, ["tenant.created", "tenant.renamed"])
    with tenant_scope(tenant):
        event = Event.objects.get(version=2)
    assert (event.subject, event.actor, event.data, event.changes) == (
        tenant,
        "user:1",
        {"why": "bought"},
        {"name": "Acme Corp"},
    )


def test_neither_is_there_after_an_error_of_the_caller(tenant):
    with pytest.raises(ZeroDivisionError), tenant_scope(tenant):
        record(Tenant.objects.get(), "tenant.renamed", {"name": "Acme Corp"})
        raise ZeroDivisionError

    assert state(tenant) == ("Acme", 1, ["tenant.created"])


def test_neither_is_there_when_the_event_cannot_be_written(tenant):
    with pytest.raises(DatabaseError), tenant_scope(tenant):
        record(Tenant.objects.get(), "n" * 200, {"name": "Acme Corp"})

    assert state(tenant) == ("Acme", 1, ["tenant.created"])


def test_outside_of_a_scope_nothing_is_changed(tenant):
    with tenant_scope(tenant):
        row = Tenant.objects.get()

    with pytest.raises(Exception, match="was changed meanwhile|outside of a transaction"):
        record(row, "tenant.renamed", {"name": "Acme Corp"})

    assert state(tenant) == ("Acme", 1, ["tenant.created"])


def test_events_keep_the_order_of_the_changes(tenant):
    with tenant_scope(tenant):
        row = Tenant.objects.get()
        for name in ("a", "b", "c"):
            record(row, "tenant.renamed", {"name": name})

    with tenant_scope(tenant):
        events = list(Event.objects.filter(subject=tenant).order_by("id"))
    assert [(event.version, event.changes.get("name")) for event in events] == [
        (1, "Acme"),
        (2, "a"),
        (3, "b"),
        (4, "c"),
    ]
