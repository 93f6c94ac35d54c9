"""What happened to a subject, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from autofix.core.models import Event, Subject
from tenants.models import ApiToken, User

MAX_EVENTS = 200


@dataclass(frozen=True)
class Happening:
    """One event. ``moves`` are the state fields that it set, ``rest`` is everything else it carries."""

    name: str
    at: datetime
    actor: str
    reason: str
    moves: tuple[tuple[str, str], ...]
    rest: dict[str, object]


def timeline_of(row: Subject) -> list[Happening]:
    """The newest events of ``row``, the newest first."""
    events = list(Event.objects.filter(subject=row.pk).order_by("-version")[:MAX_EVENTS])
    names = names_of(event.actor for event in events)
    return [_happening(event, set(row.STATES), names) for event in events]


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Who each actor is, for those that the tenant can see; ``user:ID`` becomes an email."""
    wanted = {actor for actor in actors if ":" in actor}
    ids = [actor.split(":", 1)[1] for actor in wanted]
    found = {f"user:{pk}": email for pk, email in User.objects.filter(pk__in=ids).values_list("pk", "email")}
    tokens = ApiToken.objects.filter(pk__in=ids).values_list("pk", "name")
    return found | {f"token:{pk}": f"token {name}" for pk, name in tokens}


def _happening(event: Event, states: set[str], names: dict[str, str]) -> Happening:
    changes = {name: value for name, value in event.changes.items() if name not in {"tenant_id", "id", "version"}}
    moves = tuple((name, str(changes.pop(name))) for name in sorted(states & set(changes)))
    reason = str(changes.pop("reason", "") or event.data.get("reason", ""))
    # A first event lists every field, most of them empty.
    rest = {name: value for name, value in (changes | event.data).items() if value not in ("", None, [], {}, reason)}
    return Happening(event.name, event.at, names.get(event.actor, event.actor), reason, moves, rest)
