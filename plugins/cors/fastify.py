"""Why a Fastify application does not let an origin in."""

from __future__ import annotations

from dataclasses import replace

from autofix.sdk import Application, Location, Node, Verdict, Workspace
from plugins.cors.allow_list import Reading
from plugins.cors.allow_list_javascript import call_arguments, method_call
from plugins.cors.cause import Cause, place_of
from plugins.cors.express_coverage import is_of, is_switched_off
from plugins.cors.express_headers import header_cause, header_uses
from plugins.cors.express_order import move_before
from plugins.cors.express_uses import PackageUse, read_options, server_files
from plugins.cors.fastify_uses import PACKAGES, reaches, registered
from plugins.cors.manifests import npm_manifest, npm_packages
from plugins.cors.node_dialect import FASTIFY, SAFE_METHODS
from plugins.cors.node_package import absent, first_fine, option_cause, undeclared
from plugins.cors.node_recipes import FASTIFY as SETUP
from plugins.cors.node_recipes import add_setup, made_at
from plugins.cors.report import CorsReport
from plugins.cors.server import match_route

# From here on a preflight allows only what needs none, unless methods are named.
SAFE_BY_DEFAULT = 11


def find_cause(workspace: Workspace, application: Application, report: CorsReport) -> Cause:
    """The cause, with the candidates that would remove it. The origin must be known unless a module is missing."""
    reading = Reading(workspace, application.root, report.is_production)
    files = server_files(workspace, application)
    missing = undeclared(workspace, application, report, files, PACKAGES)
    if missing is not None:
        return missing
    running = [use for use in registered(workspace, files) if not is_switched_off(use.call, report.is_production)]
    path = report.path.split("?")[0]
    routes = match_route(workspace.routes(application), path)
    served = {route.file for route in routes}
    uses = [use for use in running if reaches(workspace, use, routes)]
    if uses:
        return first_fine([_use_cause(reading, application, report, use, served) for use in uses])
    by_hand = [use for use in header_uses(workspace, files) if not is_switched_off(use.call, report.is_production)]
    if by_hand:
        return header_cause(reading, report, by_hand, "fastify")
    creation = made_at(workspace, application, SETUP)
    place = place_of(application.source, creation) if creation is not None else Location(application.source, 1)
    return absent(application, report, place, add_setup(workspace, application, report, SETUP))


def _use_cause(
    reading: Reading, application: Application, report: CorsReport, use: PackageUse, served: set[str]
) -> Cause:
    dialect = replace(FASTIFY, default_methods=SAFE_METHODS) if _is_safe_only(reading, application) else FASTIFY
    cause = option_cause(reading, report, use, dialect, "the plugin's options")
    blocker = _earlier_plugin(reading.workspace, use, served) if use.mount is not None else None
    if blocker is None or use.mount is None or cause.code not in ("allowed", "origin_not_listed"):
        return cause
    needed = cause.candidates[0].changes if cause.candidates else ()
    listed = read_options(reading, use).allowed.origins()
    moved = move_before(reading.workspace, use.mount, blocker, report, needed, listed, "fastify")
    place = place_of(use.file, use.call)
    return replace(
        cause,
        code="order",
        sentence=f"The CORS plugin is registered after the routes, at {place.file}:{place.line}: they do without it.",
        place=place,
        candidates=(moved,),
        verdict=Verdict.CODE_FIX,
        reason="",
    )


def _is_safe_only(reading: Reading, application: Application) -> bool:
    manifest = npm_manifest(reading.workspace, application.root, PACKAGES[0])
    declared = npm_packages(reading.workspace, manifest)[PACKAGES[0]] if manifest is not None else ""
    digits = declared.lstrip("^~>=v ").split(".")[0]
    return digits.isdigit() and int(digits) >= SAFE_BY_DEFAULT


def _earlier_plugin(workspace: Workspace, use: PackageUse, served: set[str]) -> Node | None:
    """The first statement ahead of the registration, in its block, that registers a plugin with the route."""
    block = use.mount.statement.parent() if use.mount is not None else None
    for sibling in block.children() if block is not None else ():
        if use.mount is None or sibling.range().start.index >= use.mount.statement.range().start.index:
            return None
        if sibling.kind() != "expression_statement":
            continue
        for call in sibling.find_all(kind="call_expression"):
            called, given = method_call(call), call_arguments(call)
            if called is None or called[1] != "register" or called[0].text() != use.mount.target or not given:
                continue
            if is_of(workspace, use.file, given[0], served):
                return sibling
    return None
