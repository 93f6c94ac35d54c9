"""The failing request as a probe: a real preflight and a real request from the failing origin."""

from __future__ import annotations

from autofix.sdk import Application, Judgement, Observation, Probe, Request, RouteTable, Seen
from plugins.cors.browser import SAFE_METHODS, check_answer, check_preflight, is_forbidden, preflight
from plugins.cors.client_requests import ClientRequest
from plugins.cors.report import CorsReport
from plugins.cors.server import match_route

# A report that says one of these may be shown by any other of the same row.
_SAME = (frozenset({"origin", "wildcard", "multiple"}), frozenset({"credentials", "wildcard"}))
_NOT_SIMPLE = frozenset({"PUT", "PATCH", "DELETE"})
_USUAL_HEADERS = ("content-type", "authorization")
MISSING_MODULES = ("cors", "flask_cors", "corsheaders", "@fastify/cors", "fastify-cors", "@koa/cors", "koa2-cors")


def cors_probes(
    report: CorsReport, application: Application, table: RouteTable, client: ClientRequest
) -> tuple[Probe, ...]:
    """The probes for ``report``, one for each method that it may have been about; the origin must be known.

    ``client`` is the request as the front end's code makes it, as far as that was found.
    """
    own = tuple(header.lower() for header in client.headers)
    if report.method or not report.is_preflight:
        method = report.method or (client.methods[0] if len(client.methods) == 1 else _served_method(report, table))
        return (_cors_probe(report, application, method, own),)
    # A browser asks ahead for a method or a header that is not simple, and only the route can tell which.
    served = _served(report, table)
    methods = sorted(served & _NOT_SIMPLE & set(client.methods or _NOT_SIMPLE))
    if methods or report.header:
        chosen = methods or [_served_method(report, table)]
        return tuple(_cors_probe(report, application, method, own) for method in chosen)
    return (_cors_probe(report, application, _served_method(report, table), own or _USUAL_HEADERS),)


def _cors_probe(report: CorsReport, application: Application, method: str, sent: tuple[str, ...]) -> Probe:
    origin = report.origin or ""
    has_body = method in ("POST", "PUT", "PATCH")
    headers: list[tuple[str, str]] = [("Origin", origin)]
    asked: list[str] = []
    if has_body or "content-type" in sent:
        headers.append(("Content-Type", "application/json"))
        asked.append("content-type")
    for header in (*sent, (report.header or "").lower()):
        if header and header not in asked and not is_forbidden(header):
            headers.append((header, "autofix"))
            asked.append(header)
    # What needs no preflight is sent without one, whatever the server would have answered to it.
    is_asked_ahead = report.is_preflight or method not in SAFE_METHODS or bool(asked)
    request = Request(method, report.path, tuple(headers), b"{}" if has_body else b"")

    def judge(seen: Observation) -> Judgement:
        if not seen.has_started:
            return Judgement(Seen.OTHER, "it does not start")
        before, answer = seen.responses
        blocked = None
        if is_asked_ahead:
            blocked = check_preflight(before, origin, method, tuple(asked), has_credentials=report.has_credentials)
        blocked = blocked or check_answer(answer, origin, has_credentials=report.has_credentials)
        if blocked is None:
            ahead = f"preflight {before.status}, " if is_asked_ahead else ""
            return Judgement(Seen.PASSED, f"{ahead}{method} {answer.status}, {origin} may read it")
        is_reported = is_same_kind(report.kind, blocked.kind)
        return Judgement(Seen.REPORTED if is_reported else Seen.OTHER, f"blocked: {blocked.why}")

    return Probe(
        name=f"{method} {report.path.split('?')[0]} from {origin}",
        application=application,
        requests=(preflight(request, origin, tuple(asked)), request),
        judge=judge,
        host=report.netloc,
        port=report.port if report.is_local else None,
    )


def is_same_kind(reported: str, seen: str) -> bool:
    """Whether what was seen is what was reported, as far as browsers tell these apart."""
    if seen == "unreachable":
        return False
    return not reported or reported == seen or any({reported, seen} <= row for row in _SAME)


def start_probe(report: CorsReport, application: Application, table: RouteTable) -> Probe:
    """The probe for a server that does not start because ``report.module`` is missing."""
    path = report.path if report.url else _plain_path(table)
    request = Request("GET", path)

    def judge(seen: Observation) -> Judgement:
        if not seen.has_started:
            if f"'{report.module}'" in seen.log:
                return Judgement(Seen.REPORTED, f"it does not start: module '{report.module}' is missing")
            return Judgement(Seen.OTHER, "it does not start")
        answer = seen.responses[-1]
        if not answer.status:
            return Judgement(Seen.OTHER, f"it starts and does not answer ({answer.error})")
        return Judgement(Seen.PASSED, f"it starts, GET {path} answers {answer.status}")

    return Probe(
        name=f"starts with module '{report.module}'",
        application=application,
        requests=(request,),
        judge=judge,
        host=report.netloc,
        port=report.port if report.url and report.is_local else None,
        needs_start=False,
    )


def _plain_path(table: RouteTable) -> str:
    """A page that can be asked for without knowing any value."""
    plain = (route.path for route in table.routes if route.method in ("GET", "*") and ":" not in route.path)
    return next((path for path in plain if not path.endswith("*")), "/")


def _served(report: CorsReport, table: RouteTable) -> set[str]:
    """The methods of the reported route: one that spells the path out goes before one with a parameter there."""
    routes = match_route(table, report.path)
    spelled = [route for route in routes if ":" not in route.path and "*" not in route.path]
    return {route.method for route in spelled or routes}


def _served_method(report: CorsReport, table: RouteTable) -> str:
    served = _served(report, table)
    if not served or served & {"GET", "*"}:
        return "GET"
    return sorted(served)[0]
