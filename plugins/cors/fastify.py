"""Why a Fastify application does not let an origin in."""

from __future__ import annotations

from dataclasses import replace

from autofix.sdk import Application, Location, Workspace
from plugins.cors.allow_list import Reading
from plugins.cors.cause import Cause, place_of
from plugins.cors.express_coverage import is_switched_off
from plugins.cors.express_headers import header_cause, header_uses
from plugins.cors.express_uses import server_files
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
    # Where among the routes it is registered makes no difference: Fastify gives its hooks to those ahead of it too.
    uses = [use for use in running if reaches(workspace, use, routes)]
    if uses:
        dialect = replace(FASTIFY, default_methods=SAFE_METHODS) if _is_safe_only(reading, application) else FASTIFY
        return first_fine([option_cause(reading, report, use, dialect, "the plugin's options") for use in uses])
    by_hand = [use for use in header_uses(workspace, files) if not is_switched_off(use.call, report.is_production)]
    if by_hand:
        return header_cause(reading, report, by_hand, "fastify")
    creation = made_at(workspace, application, SETUP)
    place = place_of(application.source, creation) if creation is not None else Location(application.source, 1)
    return absent(application, report, place, add_setup(workspace, application, report, SETUP))


def _is_safe_only(reading: Reading, application: Application) -> bool:
    manifest = npm_manifest(reading.workspace, application.root, PACKAGES[0])
    declared = npm_packages(reading.workspace, manifest)[PACKAGES[0]] if manifest is not None else ""
    digits = declared.lstrip("^~>=v ").split(".")[0]
    return digits.isdigit() and int(digits) >= SAFE_BY_DEFAULT
