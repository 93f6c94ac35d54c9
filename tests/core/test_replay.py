"""The events of a subject add up to its row, whatever the model; a missing one is noticed."""

import pytest
from django.apps import apps

from autofix.core.events import create, record, recorded_state, replay
from autofix.core.models import Event, Subject
from autofix.core.tenancy import tenant_scope
from tenants.models import Tenant

SUBJECTS = [model for model in apps.get_models() if issubclass(model, Subject)]


def make_instance(rows, model):
    """An instance with its required fields filled in, which is not saved."""
    values = rows.new(model).values
    fields = [f for f in model._meta.concrete_fields if f.column in values and f.get_internal_type() != "JSONField"]
    return model(**{field.attname: values[field.column] for field in fields})


def other_value(field, value):
    """Something else that the field may hold; nothing where the test leaves it alone."""
    kind = field.get_internal_type()
    if field.unique or field.is_relation or field.choices or kind == "BinaryField":
        return None
    if kind in ("CharField", "TextField"):
        return "changed"[: field.max_length or 7]
    if kind == "BooleanField":
        return not value
    if kind == "JSONField":
        return {"changed": [1, "two"]}
    if kind.endswith("IntegerField") or kind == "FloatField":
        return 7
    return None


def follow(rows, model, row):
    """Take the row through a legal move of each state, and a change of each other field."""
    for field, transitions in model.STATES.items():
        for after in list(transitions.moves.get(getattr(row, field), ()))[:1]:
            record(row, f"test.{field}", {field: after})
    for field in model._meta.concrete_fields:
        skipped = {"id", "version", *model.STATES, *model.UNRECORDED}
        value = None if field.name in skipped else other_value(field, getattr(row, field.attname))
        if value is not None:
            record(row, "test.changed", {field.name: value})


@pytest.mark.parametrize("model", SUBJECTS, ids=[model.__name__ for model in SUBJECTS])
def test_events_rebuild_the_row(rows, model):
    instance = make_instance(rows, model)
    tenant = instance.id if model is Tenant else rows.tenant
    with tenant_scope(tenant):
        create(instance, "test.created")
        follow(rows, model, instance)

    with tenant_scope(tenant):
        stored = model.objects.get(pk=instance.pk)
        events = list(Event.objects.filter(subject=instance.pk))
    assert stored.version == len(events) > 1
    assert replay(events) == recorded_state(stored)


def test_what_is_unrecorded_is_in_no_event(rows):
    model = next(model for model in SUBJECTS if "report" in model.UNRECORDED)
    instance = make_instance(rows, model)
    with tenant_scope(rows.tenant):
        create(instance, "test.created")
        record(instance, "test.changed", {"report": "a very long text", "title": "short"})
        events = list(Event.objects.filter(subject=instance.pk))

    assert [set(event.changes) & model.UNRECORDED for event in events] == [set(), set()]
    assert events[1].changes == {"title": "short"}


def test_a_missing_event_is_noticed(tenant):
    with tenant_scope(tenant):
        row = Tenant.objects.get()
        for name in ("a", "b"):
            record(row, "tenant.renamed", {"name": name})
        first, second, third = Event.objects.filter(subject=tenant).order_by("version")

    assert replay([third, first, second])["name"] == "b"
    with pytest.raises(ValueError, match=f"event 2 of {tenant} is missing; the next one is 3"):
        replay([first, third])
    with pytest.raises(ValueError, match="event 1"):
        replay([second, third])
