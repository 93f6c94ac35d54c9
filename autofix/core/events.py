"""The only writer of subjects: a change and its event are one transaction.

Subscribers hear an event through a job of their own, made in the same transaction; the job's
uniqueness is the marker that an event is handled once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model

from autofix.core.correlation import current_correlation
from autofix.core.errors import Conflict
from autofix.core.ids import new_id
from autofix.core.jobs import JobKind, enqueue, register
from autofix.core.leases import Lease
from autofix.core.models import Event, Subject

SYSTEM = "system"
S = TypeVar("S", bound=Subject)
Handler = Callable[[Event], None]
_subscribers: dict[str, list[str]] = {}


def create(row: S, name: str, *, actor: str = SYSTEM, data: Mapping[str, object] | None = None) -> S:
    """Insert ``row`` with its first event. Call it inside the tenant's scope."""
    row.id = row.id or new_id(row.PREFIX)
    row.version = 1
    row.save(force_insert=True)
    _append(row, name, recorded_state(row), actor, data or {})
    return row


def record(
    row: S,
    name: str,
    changes: Mapping[str, object],
    *,
    actor: str = SYSTEM,
    data: Mapping[str, object] | None = None,
) -> S:
    """Apply ``changes`` to ``row`` and append the event.

    Raises ``IllegalTransition`` when a state field may not move so, and ``Conflict`` when the row
    was changed since it was read.
    """
    for field, transitions in row.STATES.items():
        if field in changes:
            transitions.check(f"{row.id} {field}", str(getattr(row, field)), str(changes[field]))
    manager = type(row)._base_manager
    if not manager.filter(pk=row.pk, version=row.version).update(**changes, version=row.version + 1):
        raise Conflict(
            f"{row.id} was changed meanwhile; read it again and repeat", details={"version_read": row.version}
        )
    for field, value in changes.items():
        setattr(row, field, value)
    row.version += 1
    told = {field: value for field, value in changes.items() if field not in row.UNRECORDED}
    _append(row, name, told, actor, data or {})
    return row


def recorded_state(row: Subject) -> dict[str, object]:
    """The fields of ``row`` that events carry, as JSON has them."""
    skipped = row.UNRECORDED | {"id", "version"}
    found = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return as_json({name: value for name, value in found.items() if name not in skipped})


def replay(events: Iterable[Event]) -> dict[str, object]:
    """The state that a subject's events add up to; raises ``ValueError`` when one is missing."""
    state: dict[str, object] = {}
    for expected, event in enumerate(sorted(events, key=lambda event: event.version), start=1):
        if event.version != expected:
            raise ValueError(f"event {expected} of {event.subject} is missing; the next one is {event.version}")
        state.update(event.changes)
    return state


def as_json(values: Mapping[str, object]) -> dict[str, object]:
    """``values`` as they look after a round through the database's JSON."""
    found: dict[str, object] = json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder))
    return found


def subscribe(subscriber: str, names: Iterable[str], handler: Handler) -> None:
    """Let ``handler`` hear events called ``names``: each of them once, in a transaction of its tenant.

    The handler writes rows and makes jobs; whatever takes longer is a job of its own.
    """
    kind = f"on:{subscriber}"

    def run(lease: Lease) -> None:
        with lease.write():
            handler(Event.objects.get(pk=lease.subject))
            lease.finish()

    register(JobKind(kind, run))
    for name in names:
        _subscribers.setdefault(name, []).append(kind)


def _append(row: Model, name: str, changes: Mapping[str, object], actor: str, data: Mapping[str, object]) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError(f"{name} was recorded outside of a transaction")
    tenant_id = getattr(row, "tenant_id", None) or row.pk
    event = Event(
        id=new_id("evt"),
        tenant_id=tenant_id,
        subject=row.pk,
        version=getattr(row, "version"),  # noqa: B009 - every subject has it; Model does not say so
        name=name,
        changes=dict(changes),
        data=dict(data),
        actor=actor,
        correlation=current_correlation(),
    )
    event.save(force_insert=True)
    for kind in _subscribers.get(name, ()):
        enqueue(kind, event.id, tenant_id=tenant_id)
