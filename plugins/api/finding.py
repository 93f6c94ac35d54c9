"""From a failing request to its cause."""

from __future__ import annotations

import re

from autofix.sdk import Application, Call, Location
from plugins.api import client, methods, ports, server
from plugins.api.cause import Cause, Remedy, not_code, recommend
from plugins.api.contract import Contract, Served, takes_call
from plugins.api.development import no_proxy, stripping
from plugins.api.fronts import find_fronts
from plugins.api.near import Near, as_route, nearest
from plugins.api.order import find_order
from plugins.api.paths import segments
from plugins.api.report import ApiReport, Request
from plugins.api.sides import weigh
from plugins.api.slashes import find_slash
from plugins.api.unmounted import find_unmounted

# A word that is nearly another's, no value that happens to look like it.
SURE = 0.6
_NOT_THE_ROUTE = {401: "asks who is calling", 403: "refuses whoever is calling"}


def find_cause(contract: Contract, report: ApiReport) -> Cause:
    """The cause of the first request that has one in the code, else of the first."""
    requests = report.requests or _from_frames(contract, report)
    if not requests:
        return recommend(
            "unknown_request",
            "The report does not say which request failed.",
            "Give the method and the address of the failing request, as the browser's console or network tab shows it.",
        )
    causes = []
    for request in requests:
        cause = _of_request(contract, request)
        if cause.remedies:
            return cause
        causes.append(cause)
    return causes[0]


def _from_frames(contract: Contract, report: ApiReport) -> tuple[Request, ...]:
    """The one call of a file of the stack that meets no route."""
    for name, line in report.frames:
        tail = re.sub(r"^.*?(?=src/)|^[./]+", "", name)
        calls = [c for c in contract.calls if c.file == tail or c.file.endswith("/" + tail)]
        near = [c for c in calls if abs(c.line - line) <= 3] or calls
        lost = [c for c in near if not contract.joins(c)]
        chosen = lost or near
        if len({(c.method, c.path) for c in chosen}) == 1:
            one = chosen[0]
            return (Request(report.kind, one.method.replace("*", ""), one.base, one.path),)
    return ()


def _of_request(contract: Contract, request: Request) -> Cause:
    if request.kind == "other":
        what = _NOT_THE_ROUTE.get(request.status, f"answers {request.status}")
        return not_code(
            "answered",
            f"{request.path} was reached: the server {what}.",
            f"The route exists and {what}: look at the server's log and at what the request carries.",
        )
    if not contract.applications:
        return recommend(
            "no_server",
            "No server of a known framework is in this repository.",
            f"The server that answered {request.path} is elsewhere: compare the address with its documents.",
        )
    callers = _callers(contract, request)
    if not request.is_local and not _is_ours(contract, request, callers):
        return not_code(
            "third_party",
            f"{request.base} is no server of this repository.",
            f"{request.host} answered by itself: compare {request.path} with its documents, or check that it is up.",
        )
    if request.kind == "refused" and request.base:
        return ports.refused(contract, request, callers)
    if request.kind in ("proxy", "refused"):
        return ports.wrong_target(contract, request)
    return _at_server(contract, request, callers)


def _callers(contract: Contract, request: Request) -> list[Call]:
    found = contract.callers(request.path, request.method, request.base)
    if found:
        return found
    # A server's own log shows the path behind the proxy.
    return [
        c for c in contract.calls
        if not c.base and c.is_complete and takes_call(c, request.method)
        and any(p.covers(c.path) and p.passed_on(c.path) == request.path for p in contract.proxies)
    ]  # fmt: skip


def _is_ours(contract: Contract, request: Request, callers: list[Call]) -> bool:
    """Whether a host elsewhere is where this repository's server is deployed."""
    same = [c for c in contract.calls if c.base == request.base]
    if any(contract.joins(c) for c in same):
        return True
    if callers and any(c.base != request.base for c in callers) and not same:
        return True
    return not same and bool(contract.matching(request.path, ""))


def _at_server(contract: Contract, request: Request, callers: list[Call]) -> Cause:
    method = request.method or _only_method(callers)
    applications, path = contract.applications, request.path
    fronts = find_fronts(contract.workspace)
    on_port = contract.on_port(request.port) if request.base and request.is_local else ()
    is_at_front = (
        not on_port
        and request.is_local
        and (
            (request.port is not None and any(f.port == request.port for f in fronts))
            or (
                not request.base
                and bool(callers)
                and all(not c.base and c.is_complete for c in callers)
                and request.kind == "not_json"
            )
        )
    )
    if is_at_front:
        through = [p for p in contract.proxies if p.covers(path)]
        if not through and (not callers or any(not c.base for c in callers)):
            return no_proxy(contract, request, method, callers)
        if not through and callers and all(c.base for c in callers) and contract.matching(path, method):
            return ports.wrong_port(contract, request, callers)
        if through:
            proxy = max(through, key=lambda p: len(p.prefix))
            passed = proxy.passed_on(path)
            if passed != path and not contract.matching(passed, method) and contract.matching(path, method):
                return stripping(contract, proxy, path)
            path = passed
    elif on_port:
        applications = on_port
    elif _is_another_port(contract, request, callers, path):
        return ports.wrong_port(contract, request, callers)
    return _in_routes(contract, request, callers, applications, path, method)


def _is_another_port(contract: Contract, request: Request, callers: list[Call], path: str) -> bool:
    """Whether the request went to a local port that is none of the servers', with a path that one of them serves."""
    are_known = all(a.port is not None and not a.port_variable for a in contract.applications)
    is_elsewhere = bool(request.base) and request.is_local and are_known
    return is_elsewhere and bool(contract.matching(path, "")) and any(c.base for c in callers)


def _only_method(callers: list[Call]) -> str:
    found = {c.method for c in callers}
    return found.pop() if len(found) == 1 and "*" not in found else ""


def _in_routes(
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
            _method(contract, request, callers, [swallowed[0].served], path, method)
            if not swallowed[0].wrong
            else _missed(contract, request, callers, swallowed, path, method)
        )
    if matched:
        return (
            find_slash(contract, matched, path, method, request.kind, callers)
            or find_order(contract, matched, path)
            or _exists(request, matched[0])
        )
    other = contract.matching(path, "", chosen)
    if other and method:
        exact = [o for o in other if segments(o.route.path) == segments(path)] or other
        return _method(contract, request, callers, exact, path, method)
    for application in chosen:
        cause = find_unmounted(contract, application, path, method)
        if cause is not None:
            return cause
    found = nearest(
        callers[0].path if callers and callers[0].is_complete and not contract.proxies else path,
        method,
        contract.of(chosen),
    )
    if not found:
        found = nearest(path, "", contract.of(chosen)) if not method else []
    if not found:
        return _nothing_near(contract, request, chosen, callers)
    return _missed(contract, request, callers, found, path, method)


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
    found = [n for n in nearest(path, method, literal) if n.kind == "segment" and n.rank <= SURE]
    return found if len(found) == 1 else []


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


def _method(
    contract: Contract, request: Request, callers: list[Call], other: list[Served], path: str, method: str
) -> Cause:
    served = other[0]
    route = served.route
    sentence = f"{path} is asked for by {method}, and {route.file}:{route.line} answers {route.method} alone."
    place = server.place_of(route)
    if len({o.route.method for o in other}) > 1:
        return recommend(
            "method",
            sentence,
            f"{route.path} answers several methods, and none is {method}: decide which one is meant.",
            place,
        )
    sides = methods.weigh_method(contract, callers[0] if callers else None, route, method)
    remedies: tuple[Remedy, ...] = ()
    if sides.wrong == "client" and callers:
        text = contract.workspace.read(callers[0].file)[callers[0].method_start : callers[0].method_end]
        remedies = tuple(client.method_remedies(callers[0], route.method, text))
        place = client.place_of(callers[0])
    elif sides.wrong == "server":
        remedies = tuple(server.method_remedies(contract.workspace, route, method, path))
    if remedies:
        return Cause("method", sentence, place, remedies, application=served.application)
    return recommend(
        "method",
        sentence,
        f"Decide which side is meant: have the client ask by {route.method}, or the route answer {method}.",
        place,
    )


def _missed(
    contract: Contract, request: Request, callers: list[Call], found: list[Near], path: str, method: str
) -> Cause:
    """The path and a route that nearly meet."""
    near, caller = found[0], callers[0] if callers else None
    route = near.served.route
    sentence = (
        f"{request.path} is served by nobody; the nearest is {route.method} {route.path} ({route.file}:{route.line})."
    )
    place = client.place_of(caller) if caller else server.place_of(route)
    if len(found) > 1:
        named = ", ".join(n.served.route.path for n in found[:4])
        return recommend("path", sentence, f"Several routes are as near ({named}): say which one is meant.", place)
    sides = weigh(contract, caller, near, path, method)
    remedies: list[Remedy] = []
    if sides.wrong == "client" and caller is not None:
        target = client.as_template(caller, route.path, path)
        target = _before_proxy(contract, caller, target) if target else None
        if target is not None:
            if caller.path.endswith("/") and not target.endswith("/"):
                target += "/"
            remedies = client.path_remedies(
                contract, caller, target, f"Ask for {route.path}, which is served", "client_path"
            )[:3]
    elif sides.wrong == "server":
        place = server.place_of(route)
        wanted = as_route(route.path, near, path)
        if wanted is not None:
            remedies = server.path_remedies(contract, near.served, wanted, path, "server_path")[:2]
    if remedies:
        return Cause("path", sentence, place, tuple(remedies), application=near.served.application)
    return recommend(
        "path",
        sentence,
        f"Nothing in the repository tells which side is wrong, or it cannot be changed in one place: have the client "
        f"ask for {route.path}, or the server serve {request.path}.",
        place,
    )


def _before_proxy(contract: Contract, caller: Call, target: str) -> str | None:
    """What the client has to ask for so that the back end sees ``target``."""
    if caller.base or not contract.proxies:
        return target
    through = [p for p in contract.proxies if p.covers(caller.path)]
    cutting = next((p for p in through if p.cut and caller.path.startswith(p.cut)), None)
    if cutting is None:
        return target
    return cutting.cut.rstrip("/") + target if cutting.put.strip("/") == "" else None


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
