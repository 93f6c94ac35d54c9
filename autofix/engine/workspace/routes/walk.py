"""From what the files do to applications and routers to the routes of one application."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from autofix.engine.workspace.routes.paths import join
from autofix.sdk.workspace import Node, Route, RouteTable

MAX_ROUTES = 5000
MAX_DEPTH = 24
MAX_VISITS = 20_000


@dataclass(frozen=True)
class Place:
    """An application or router, by where it comes into being.

    ``start`` is the offset of the call that creates it; or, with ``slot``, that of
    a function or class whose parameter or member it is.
    """

    file: str
    start: int
    slot: str = ""


@dataclass(frozen=True)
class Served:
    """A route on an application or router, its path still without what it is mounted under."""

    method: str
    path: str
    file: str
    line: int


@dataclass(frozen=True)
class Mounted:
    """Another router under ``prefix``; with ``may_be_middleware`` it may also be none."""

    prefix: str
    place: Place
    may_be_middleware: bool = False


@dataclass(frozen=True)
class HandedOn:
    """An application or router given to ``call``: as the argument ``slot``, or as a ``member`` of it."""

    file: str
    call: Node
    slot: str
    member: str = ""


@dataclass(frozen=True)
class Unknown:
    """Something that may serve more than was understood."""


Event = Served | Mounted | HandedOn | Unknown


class Reader(Protocol):
    """What the walk asks of a framework."""

    def events(self, place: Place) -> Sequence[Event]:
        """What is done to ``place``, in the order of the source."""
        ...

    def sources(self, place: Place) -> Sequence[Place]:
        """What the calls of a function give for the parameter ``place``."""
        ...

    def receiver(self, event: HandedOn) -> Place | Unknown | None:
        """The parameter that gets what was handed on; None where it leaves the repository harmlessly."""
        ...


def collect_routes(reader: Reader, start: Place) -> RouteTable:
    """The routes of ``start`` and of all that is mounted in it, in the order of registration."""
    routes: dict[Route, None] = {}
    is_complete = True
    visits = 0
    pending: list[tuple[Place | Served, str, tuple[Place, ...]]] = [(start, "", ())]
    while pending:
        item, prefix, above = pending.pop()
        if isinstance(item, Served):
            routes[Route(item.method, join(prefix, item.path), item.file, item.line)] = None
            continue
        if item in above:
            continue
        visits += 1
        if len(above) > MAX_DEPTH or visits > MAX_VISITS or len(routes) > MAX_ROUTES:
            is_complete = False
            continue
        following: list[tuple[Place | Served, str, tuple[Place, ...]]] = []
        for event in reader.events(item):
            target: Place | Unknown | None = None
            inner = prefix
            if isinstance(event, Served):
                following.append((event, prefix, above))
                continue
            if isinstance(event, Mounted):
                target, inner = event.place, join(prefix, event.prefix)
                given = reader.sources(target) if target.slot else ()
                following.extend((place, inner, (*above, item)) for place in given)
                is_known = given or not target.slot or reader.events(target)
                if not is_known and not event.may_be_middleware:
                    is_complete = False
            elif isinstance(event, HandedOn):
                target = reader.receiver(event)
            if isinstance(target, Place):
                following.append((target, inner, (*above, item)))
            elif isinstance(target, Unknown) or isinstance(event, Unknown):
                is_complete = False
        pending.extend(reversed(following))
    return RouteTable(tuple(routes), is_complete)
