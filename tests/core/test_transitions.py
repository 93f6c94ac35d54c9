"""State fields move as their tables say, and in no other way."""

import pytest
from django.apps import apps

from autofix.core.events import record
from autofix.core.models import Event, Subject
from autofix.core.tenancy import tenant_scope
from autofix.core.transitions import IllegalTransition, Transitions
from autofix.projects.models import Project

TABLES = [
    (f"{model.__name__}.{field}", transitions, {str(value) for value, _ in model._meta.get_field(field).choices})
    for model in apps.get_models()
    if issubclass(model, Subject)
    for field, transitions in model.STATES.items()
]
LIGHT = Transitions("red", {"red": ("green",), "green": ("amber",), "amber": ("red", "off")})


@pytest.mark.parametrize(("name", "transitions", "states"), TABLES, ids=[table[0] for table in TABLES])
def test_a_table_speaks_of_the_states_of_its_field(name, transitions, states):
    followers = {after for afters in transitions.moves.values() for after in afters}

    assert set(transitions.moves) | followers <= states
    assert transitions.initial in states
    # Every state can be reached.
    assert states - {transitions.initial} <= followers


def test_listed_moves_are_allowed_and_staying_is_no_move():
    for before, after in [("red", "green"), ("green", "amber"), ("amber", "off"), ("red", "red"), ("off", "off")]:
        LIGHT.check("light", before, after)
    assert [state for state in ("red", "green", "amber", "off") if LIGHT.is_final(state)] == ["off"]


@pytest.mark.parametrize(("before", "after"), [("red", "amber"), ("off", "red"), ("green", "red"), ("red", "blue")])
def test_other_moves_are_refused(before, after):
    with pytest.raises(IllegalTransition, match=f"light is {before} and cannot become {after}"):
        LIGHT.check("light", before, after)


def test_a_refused_move_changes_nothing(rows):
    project = rows.insert(Project).values["id"]
    with tenant_scope(rows.tenant):
        row = Project.objects.get(pk=project)
        record(row, "project.archived", {"status": "archived"})
        with pytest.raises(
            IllegalTransition, match="is archived and cannot become paused; from there it may become active"
        ):
            record(row, "project.paused", {"status": "paused", "name": "another"})

    with tenant_scope(rows.tenant):
        stored = Project.objects.get(pk=project)
        assert (stored.status, stored.version) == ("archived", 2)
        assert stored.name != "another"
        assert Event.objects.filter(subject=project).count() == 1
