"""Why a Next.js application does not let an origin in."""

from __future__ import annotations

from dataclasses import replace

from autofix.sdk import Application, Location, Workspace
from plugins.cors.allow_list import Reading
from plugins.cors.cause import Cause, place_of
from plugins.cors.express_headers import HeaderUse, header_cause
from plugins.cors.next_recipes import add_headers, name_conditionally
from plugins.cors.next_uses import CONFIGURATION, next_files, next_headers, next_packages
from plugins.cors.node_dialect import Dialect
from plugins.cors.node_package import first_fine, option_cause
from plugins.cors.report import CorsReport
from plugins.cors.server import match_route

NEXT = Dialect("next")


def find_cause(workspace: Workspace, application: Application, report: CorsReport) -> Cause:
    """The cause, with the candidates that would remove it. The origin must be known."""
    reading = Reading(workspace, application.root, report.is_production)
    files, path = next_files(workspace, application), report.path.split("?")[0]
    routes = match_route(workspace.routes(application), path)
    served = {route.file for route in routes}
    uses = next_packages(workspace, files, served)
    if uses:
        return first_fine([option_cause(reading, report, use, NEXT, "the handler") for use in uses])
    by_hand = next_headers(workspace, files, served, path)
    if by_hand:
        return _by_hand(reading, report, by_hand)
    if report.method is None and report.is_preflight:
        unsafe = [route.method for route in routes if route.method in ("PUT", "PATCH", "DELETE")]
        report = replace(report, method=unsafe[0]) if len(unsafe) == 1 else report
    place = Location(routes[0].file, routes[0].line) if routes else Location(application.source, 1)
    serving = list(dict.fromkeys((route.file, route.path) for route in routes))
    candidates = add_headers(workspace, application, report, serving)
    sentence = f"{place.file} sets no CORS headers, so a browser may not show its answers to {report.origin}."
    return Cause("absent", sentence, place, candidates)


def _by_hand(reading: Reading, report: CorsReport, uses: list[HeaderUse]) -> Cause:
    """What follows from headers set by hand; in the configuration no code can tell origins apart."""
    causes = [header_cause(reading, report, [use], "next") for use in uses]
    # Of several entries that fit a request the last one counts.
    cause = next((cause for cause in causes if cause.code == "allowed"), header_cause(reading, report, uses, "next"))
    configured = next((use for use in uses if CONFIGURATION.search(use.file)), None)
    if cause.code != "unreadable" or configured is None:
        return cause
    candidate = name_conditionally(reading.workspace, configured, report)
    if candidate is None:
        return cause
    place = place_of(configured.file, configured.value)
    sentence = f"The header set at {place.file}:{place.line} never names {report.origin}."
    return Cause("origin_not_listed", sentence, place, (candidate,))
