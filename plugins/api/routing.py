"""What the routes of a server say of a request that reached it: the one it meant, and what keeps them apart."""

from __future__ import annotations

from autofix.sdk import Application, Call, Location
from plugins.api import client
from plugins.api.cause import Cause, not_code, recommend
from plugins.api.contract import Contract, Served
from plugins.api.methods import find_method
from plugins.api.missed import find_missed
from plugins.api.near import Near, nearest, renamed
from plugins.api.nest import find_unwired
from plugins.api.order import find_order
from plugins.api.paths import segments, serves
from plugins.api.prefixing import find_bare
from plugins.api.queries import find_query
from plugins.api.report import Request
from plugins.api.slashes import find_slash, find_unreached
from plugins.api.ties import tie
from plugins.api.unmounted import find_unmounted
from plugins.api.viewsets import find_unregistered

# A word that is nearly another's, no value that happens to look like it.
SURE = 0.6
_SPELLED = frozenset({"segment", "junk", "colon", "slash"})


def in_routes(
    contract: Contract,
    request: Request,
    callers: list[Call],
    applications: tuple[Application, ...],
    path: str,
    method: str,
) -> Cause:
    chosen = tuple(a for a in contract.applications if a in applications)
    matched = contract.matching(path, method, chosen)
    swallowed = _swallowed(contract, matched, callers, path, method, chosen)
    if swallowed:
        return (
            find_method(contract, callers, [swallowed[0].served], path, method)
            if swallowed[0].kind == "method"
            else find_missed(contract, request, callers, swallowed, path, method)
        )
    if matched:
        return (
            find_unreached(contract, matched, path)
            or find_slash(contract, matched, path, method, request.kind, callers)
            or find_order(contract, matched, path)
            or _exists(request, matched[0])
        )
    other = contract.matching(path, "", chosen)
    if other and method:
        exact = [o for o in other if segments(o.route.path) == segments(path)]
        meant = _of_method(contract, path, method, chosen, is_taken_for_value=not exact)
        meant = meant or _elsewhere(contract, callers, other, path, method, chosen)
        if meant:
            return find_missed(contract, request, callers, meant, path, method)
        return find_method(contract, callers, exact or other, path, method)
    found = nearest(
        callers[0].path if callers and callers[0].is_complete and not contract.proxies else path,
        method,
        contract.of(chosen),
    )
    found = found or nearest(path, method, contract.of(chosen))
    # A word of a router that is mounted is nearer than a router that may have been left behind.
    if not (len(found) == 1 and found[0].kind in _SPELLED and found[0].rank <= SURE and _is_sibling(found[0], path)):
        for application in chosen:
            cause = (
                find_unwired(contract, application, path, method)
                or find_unregistered(contract, application, path)
                or find_unmounted(contract, application, path, method)
            )
            if cause is not None:
                return cause
        bare = find_bare(contract, chosen, path, method)
        if bare is not None:
            return bare
    found = found or renamed(
        path, method, contract.of(chosen), lambda near: tie(contract, callers, near, path) is not None
    )
    if not found:
        return find_query(contract, chosen, callers, path, method) or _nothing_near(contract, request, chosen, callers)
    return find_missed(contract, request, callers, found, path, method)


def find_taken(contract: Contract, request: Request, callers: list[Call]) -> Cause | None:
    """The route that took a word of ``request`` for the value of its parameter, where another was meant."""
    path, method = request.path, request.method
    applications = contract.on_port(request.port) or contract.applications
    matched = contract.matching(path, method, applications)
    if not matched:
        return None
    cause = find_order(contract, matched, path)
    if cause is not None and cause.remedies:
        return cause
    meant = _swallowed(contract, matched, callers, path, method, applications)
    if not meant and callers and _takes_last_word(matched, path):
        # The word at the end says what the method says already, and the route without it is there.
        tails = [near for near in nearest(path, method, contract.of(applications)) if near.kind == "tail"]
        meant = tails if len(tails) == 1 else []
    found = find_missed(contract, request, callers, meant, path, method) if meant else None
    return found if found is not None and found.remedies else None


def _takes_last_word(matched: list[Served], path: str) -> bool:
    """Whether the end of ``path`` is a word, and every route that takes it takes it for a value."""
    last = (segments(path) or ("",))[-1]
    return last.isalpha() and all(segments(m.route.path)[-1].startswith(":") for m in matched if segments(m.route.path))


def _is_sibling(near: Near, path: str) -> bool:
    """Whether path and route differ in their last word alone, below a resource that both name."""
    asked, wanted = segments(path), segments(near.served.route.path)
    named = [part for part in asked[:-1] if part != "api" and not part.startswith(":")]
    return bool(named) and asked[:-1] == wanted[:-1]


def _swallowed(
    contract: Contract,
    matched: list[Served],
    callers: list[Call],
    path: str,
    method: str,
    chosen: tuple[Application, ...],
) -> list[Near]:
    """The routes that a call meant whose word a route with a parameter took for a value."""
    asked = segments(path)
    taking = matched or contract.matching(path, "", chosen)
    if not taking or not callers or any(segments(m.route.path) == asked for m in taking):
        return []
    for call in callers:
        taken = [
            a for a, w in zip(asked, segments(taking[0].route.path), strict=False)
            if w.startswith(":") and a in segments(call.path) and a.isalpha()
        ]  # fmt: skip
        if not taken:
            return []
    exact = [s for s in contract.matching(path, "", chosen) if segments(s.route.path) == asked]
    if exact and method:
        return [Near(exact[0], "method", 0.0)]
    literal = tuple(s for s in contract.of(chosen) if not any(p.startswith(":") for p in segments(s.route.path)))
    found = [n for n in nearest(path, method, literal) if n.kind in ("segment", "server_doubled") and n.rank <= SURE]
    return found if len(found) == 1 else []


def _of_method(
    contract: Contract, path: str, method: str, chosen: tuple[Application, ...], *, is_taken_for_value: bool
) -> list[Near]:
    """The one route of the method asked for that says one word more, or nearly the word that is taken for a value."""
    found = [
        near
        for near in nearest(path, method, contract.of(chosen))
        if near.kind == "tail" or (is_taken_for_value and near.kind == "segment" and near.rank <= SURE)
    ]
    return found if len(found) == 1 else []


def _elsewhere(
    contract: Contract,
    callers: list[Call],
    other: list[Served],
    path: str,
    method: str,
    chosen: tuple[Application, ...],
) -> list[Near]:
    """The one route of the method asked for that nobody calls, below a prefix that the path lacks.

    Only where what the path itself answers is something quite different: to read, where the caller writes.
    """
    if not callers or any((s.route.method == "GET") == (method == "GET") for s in other):
        return []
    found = [n for n in nearest(path, method, contract.of(chosen)) if n.kind in ("missing_prefix", "inner")]
    if len(found) != 1:
        return []
    route = found[0].served.route
    is_called = any(serves(route.path, c.path, is_template=True) and c.method in ("*", method) for c in contract.calls)
    return [] if is_called else found


def _exists(request: Request, served: Served) -> Cause:
    route = served.route
    place = Location(route.file, route.line)
    where = "" if request.is_local else f" Where {request.host} runs may be behind this commit: deploy it."
    return not_code(
        "route_exists",
        f"{route.file}:{route.line} serves {route.method} {route.path}.",
        f"The route exists, so its handler answered by itself (no such record?), or the running server is older than "
        f"this code: restart it and check that what {request.path} names exists.{where}",
        place,
    )


def _nothing_near(contract: Contract, request: Request, chosen: tuple[Application, ...], callers: list[Call]) -> Cause:
    named = ", ".join(a.entry for a in contract.applications if a in chosen)
    place = client.place_of(callers[0]) if callers else None
    known = all(contract.workspace.routes(a).is_complete for a in contract.applications)
    why = "" if known else " Some of its routes could not be read."
    return recommend(
        "no_route",
        f"{named} serves nothing like {request.method} {request.path}.".replace("  ", " "),
        f"Add the route, or ask for one that exists.{why}",
        place,
    )
