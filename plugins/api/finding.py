"""From a failing request to its cause."""

from __future__ import annotations

import re

from autofix.sdk import Call
from plugins.api import ports
from plugins.api.cause import Cause, not_code, recommend
from plugins.api.contract import Contract, takes_call
from plugins.api.development import doubling, find_doubled, no_proxy, stripping
from plugins.api.fronts import find_fronts
from plugins.api.misread import find_misread
from plugins.api.near import STRONG, nearest
from plugins.api.report import ApiReport, Request
from plugins.api.routing import find_taken, in_routes
from plugins.api.spelled import spelled_calls
from plugins.api.unset import find_unset

# What a handler answers to a word that it takes for the value of its parameter.
_TAKEN_AMISS = frozenset({400, 422, 500})
_NOT_THE_ROUTE = {
    401: "asks who is calling",
    403: "refuses whoever is calling",
    429: "has had too many requests and asks to wait",
    502: "stands behind a gateway that got no answer from it",
    503: "says that it cannot serve now",
    504: "stands behind a gateway that waited in vain for it",
}


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
    if request.kind == "unreachable":
        return not_code(
            "unreachable",
            f"{request.host or request.path} could not be reached at all.",
            f"No answer came, so no route was asked: check that {request.host or 'the server'} is the right name, that "
            "it is up, and that the network lets the request through.",
        )
    if request.kind == "other" and request.status in _TAKEN_AMISS and request.is_local:
        taken = find_taken(contract, request, _callers(contract, request))
        if taken is not None:
            return taken
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
    unset = find_unset(contract, request)
    if unset is not None:
        return unset
    callers = _callers(contract, request)
    if not request.is_local and not _is_ours(contract, request, callers):
        return not_code(
            "third_party",
            f"{request.base} is no server of this repository.",
            f"{request.host} answered by itself: compare {request.path} with its documents, or check that it is up.",
        )
    misread = find_misread(contract, request, callers)
    if misread is not None:
        return misread
    if request.kind == "scheme":
        return ports.wrong_scheme(contract, request)
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
    behind = [
        c for c in contract.calls
        if not request.base and not c.base and c.is_complete and takes_call(c, request.method)
        and any(p.covers(c.path) and p.passed_on(c.path) == request.path for p in contract.proxies)
    ]  # fmt: skip
    if behind:
        return behind
    served = frozenset(each.route.file for each in contract.served)
    return spelled_calls(contract.workspace, request.path, request.method, served)


def _is_ours(contract: Contract, request: Request, callers: list[Call]) -> bool:
    """Whether a host elsewhere is where this repository's server is deployed."""
    same = [c for c in contract.calls if c.base == request.base]
    if any(contract.joins(c) for c in same):
        return True
    if callers and any(c.base != request.base for c in callers) and not same:
        return True
    if same:
        return False
    near = nearest(request.path, request.method, contract.served)
    return bool(contract.matching(request.path, "")) or any(each.kind in STRONG for each in near)


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
        if not through and _lacks_what_is_passed_on(contract, path, method):
            return in_routes(contract, request, callers, applications, path, method)
        if not through and (not callers or any(not c.base for c in callers)):
            return no_proxy(contract, request, method, callers)
        if not through and callers and all(c.base for c in callers) and contract.matching(path, method):
            return ports.wrong_port(contract, request, callers)
        if through:
            proxy = max(through, key=lambda p: len(p.prefix))
            passed = proxy.passed_on(path)
            if passed != path and not contract.matching(passed, method):
                if proxy.head and contract.matching(passed.removeprefix(proxy.head), method):
                    return doubling(contract, proxy, passed)
                if contract.matching(path, method):
                    return stripping(contract, proxy, path)
            path = passed
    elif not request.base and (doubled := find_doubled(contract, callers, path, method)) is not None:
        return doubled
    elif on_port:
        applications = on_port
    elif _is_another_port(contract, request, callers, path):
        return ports.wrong_port(contract, request, callers)
    return in_routes(contract, request, callers, applications, path, method)


def _lacks_what_is_passed_on(contract: Contract, path: str, method: str) -> bool:
    """Whether the one route near ``path`` has more at its beginning, and a proxy passes just that on."""
    if contract.matching(path, method):
        return False
    found = [near for near in nearest(path, method, contract.served) if near.kind == "missing_prefix"]
    return len(found) == 1 and any(p.covers("/" + "/".join(found[0].right) + path) for p in contract.proxies)


def _is_another_port(contract: Contract, request: Request, callers: list[Call], path: str) -> bool:
    """Whether the request went to a local port that is none of the servers', with a path that one of them serves."""
    are_known = all(a.port is not None and not a.port_variable for a in contract.applications)
    is_elsewhere = bool(request.base) and request.is_local and are_known
    return is_elsewhere and bool(contract.matching(path, "")) and any(c.base for c in callers)


def _only_method(callers: list[Call]) -> str:
    found = {c.method for c in callers}
    return found.pop() if len(found) == 1 and "*" not in found else ""
