"""Which routes a change of routes leaves alone: those have to answer as before, and may take paths made up."""

from __future__ import annotations

from collections import Counter

from autofix.engine.patch import Patch
from autofix.engine.prove.plan import takes
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.proof import Request
from autofix.sdk.workspace import Application, Route, RouteTable


def still_served(table: RouteTable, changed: Snapshot, application: Application, asked: Request) -> tuple[Route, ...]:
    """The routes of ``table`` that the changed code serves as they were: those that have to answer as before.

    Not those of which ``unveiled`` tells: another handler may answer there now. Nor what ``asked`` names, which the
    report says is served by nobody, whatever the code looks like: the probe itself looks at that.
    """
    before, after = _counted(table.routes), _counted(routes_of(changed, application))
    path = asked.path.split("?", 1)[0]
    return tuple(
        route
        for route in table.routes
        if after[_asked(route)] >= before[_asked(route)]
        and not (route.method == asked.method and takes(route.path, path))
    )


def unveiled(table: RouteTable, changed: Snapshot, application: Application) -> str:
    """A route that several handlers served, one of which moves away, as a router without its prefix does at ``/``."""
    before, after = _counted(table.routes), _counted(routes_of(changed, application))
    found = sorted(asked for asked, count in before.items() if 0 < after[asked] < count)
    return " ".join(found[0]) if found else ""


def served_unchanged(table: RouteTable, changed: Snapshot, application: Application, patch: Patch) -> tuple[Route, ...]:
    """The routes that the change did not make: those of files it leaves alone, and those under a path of ``table``.

    A path that is a parameter and nothing else takes whatever there is, which a method more must not make right.
    """
    touched = {file.new_file for file in patch.files}
    known = {route.path for route in table.routes if any(not part.startswith(":") for part in _parts(route.path))}
    return tuple(r for r in routes_of(changed, application) if r.file not in touched or r.path in known)


def routes_of(changed: Snapshot, application: Application) -> tuple[Route, ...]:
    """What the application serves in the changed code."""
    same = next((a for a in changed.applications() if (a.root, a.entry) == (application.root, application.entry)), None)
    return tuple(changed.routes(same).routes) if same is not None else ()


def _asked(route: Route) -> tuple[str, str]:
    return route.method, route.path


def _counted(routes: tuple[Route, ...]) -> Counter[tuple[str, str]]:
    return Counter(_asked(route) for route in routes)


def _parts(path: str) -> list[str]:
    return path.strip("/").split("/")
