"""Why an Express application does not let an origin in."""

from __future__ import annotations

from dataclasses import replace

from autofix.sdk import Application, Location, Verdict, Workspace
from plugins.cors.allow_list import AllowList, Reading
from plugins.cors.cause import Cause, place_of, recommend, unreadable_options
from plugins.cors.express_coverage import covers, earlier_guard, earlier_route, is_switched_off, leads_to
from plugins.cors.express_duplicate import duplicate_cause
from plugins.cors.express_headers import header_cause, header_covers, header_uses
from plugins.cors.express_order import move_before, name_origin
from plugins.cors.express_recipes import add_middleware, creation_of, declare_only, mount_ahead
from plugins.cors.express_uses import PackageUse, package_uses, read_options, server_files
from plugins.cors.javascript import loads
from plugins.cors.listed import listed_cause
from plugins.cors.manifests import NOTHING, is_declared_apart, npm_manifest
from plugins.cors.node_besides import KINDS, besides_cause
from plugins.cors.node_dialect import EXPRESS
from plugins.cors.node_options import open_options
from plugins.cors.node_star import together, with_name
from plugins.cors.python_edits import with_more
from plugins.cors.report import CorsReport


def find_cause(workspace: Workspace, application: Application, report: CorsReport) -> Cause:
    """The cause, with the candidates that would remove it. The origin must be known unless a module is missing."""
    reading = Reading(workspace, application.root, report.is_production)
    files = server_files(workspace, application)
    loader = next((file for file in files if loads(workspace.read(file), "cors") is not None), None)
    if report.module == "cors" or (loader is not None and npm_manifest(workspace, application.root, "cors") is None):
        return _undeclared(workspace, application, report, loader or application.source)
    path, table = report.path.split("?")[0], workspace.routes(application)
    running = [use for use in package_uses(workspace, files) if not is_switched_off(use.call, report.is_production)]
    uses = [use for use in running if covers(workspace, use.mount, table, path)]
    by_hand = [
        use for use in header_uses(workspace, files) if header_covers(workspace, use, table, path, report.is_production)
    ]
    if uses and (report.kind != "multiple" or not by_hand):
        cause = _package_cause(reading, application, report, uses, running)
        return _in_both(cause, header_cause(reading, report, by_hand)) if by_hand else cause
    if by_hand:
        twice = duplicate_cause(reading, report, uses, by_hand) if uses else None
        return twice or header_cause(reading, report, by_hand)
    return _absent(workspace, application, report, running)


def _in_both(cause: Cause, by_hand: Cause) -> Cause:
    """The package's cause where headers set by hand speak as well: what they write last is what the browser gets."""
    if by_hand.code != "origin_not_listed" or cause.code not in ("allowed", "origin_not_listed"):
        return cause
    if cause.code == "allowed" or not (cause.candidates and by_hand.candidates):
        return by_hand
    first, other = cause.candidates[0], by_hand.candidates[0]
    return replace(cause, candidates=(with_more(first, other.changes, NOTHING),))


def _absent(workspace: Workspace, application: Application, report: CorsReport, elsewhere: list[PackageUse]) -> Cause:
    creation = creation_of(workspace.tree(application.source), application.variable)
    place = place_of(application.source, creation) if creation is not None else Location(application.source, 1)
    candidates = add_middleware(workspace, application, report, elsewhere)
    mounted = [use for use in elsewhere if use.mount is not None and use.mount.method == "use"]
    if mounted:
        place = place_of(mounted[0].file, mounted[0].call)
        sentence = f"cors() at {place.file}:{place.line} is mounted for other paths than {report.path.split('?')[0]}."
        return Cause("path_limited", sentence, place, candidates)
    sentence = f"{application.source} sets no CORS headers, so a browser may not show its answers to {report.origin}."
    return Cause("absent", sentence, place, candidates)


def _undeclared(workspace: Workspace, application: Application, report: CorsReport, file: str) -> Cause:
    found = loads(workspace.read(file), "cors")
    place = Location(file, workspace.read(file).count("\n", 0, found) + 1 if found is not None else 1)
    if npm_manifest(workspace, application.root, "cors") and not is_declared_apart(workspace, application.root, "cors"):
        return recommend(
            "not_installed",
            "The package 'cors' is declared but not installed where the server runs.",
            place,
            "package.json declares 'cors', so the code is right: run npm install (npm ci) where the server runs.",
        )
    where = npm_manifest(workspace, application.root, "express") or "package.json"
    sentence = f"{file} loads the package 'cors', which {where} does not declare: the server does not start."
    return Cause("undeclared", sentence, place, declare_only(workspace, application, report, file))


def _package_cause(
    reading: Reading, application: Application, report: CorsReport, uses: list[PackageUse], running: list[PackageUse]
) -> Cause:
    causes = [_use_cause(reading, application, report, use) for use in uses]
    # Whichever use lets the origin in decides; only where none does is there something to change.
    fine = ("allowed", "credentials", "header", "method", "status", "multiple")
    chosen = next((cause for cause in causes if cause.code in fine), None)
    if chosen is None and causes[0].code == "wildcard":
        # The preflight has an answer of its own where one is mounted for it.
        apart = [use for use in running if use.mount is not None and use.mount.method == "options" and use not in uses]
        causes += [_use_cause(reading, application, report, use) for use in apart]
    return chosen or together(causes)


def _use_cause(reading: Reading, application: Application, report: CorsReport, use: PackageUse) -> Cause:
    place = place_of(use.file, use.call)
    read = read_options(reading, use)
    if read.node is None and read.allowed.is_dynamic:
        cause = unreadable_options(report, place, "cors()")
    else:
        at = place_of(read.file, read.node) if read.node is not None else place
        cause = listed_cause(reading, report, read.allowed, at, framework="express")
        options = open_options(reading.workspace, use.file, use.options)
        if cause.code in KINDS:
            cause = besides_cause(reading.workspace, report, options, read.allowed, EXPRESS) or cause
        cause = with_name(reading.workspace, cause, report, use, EXPRESS)
    path = report.path.split("?")[0]
    blocker = earlier_route(reading.workspace, application, use.mount, path) if use.mount is not None else None
    sentence = "cors() is mounted after the routes, at {0}:{1}: they answer before it."
    if blocker is None and use.mount is not None and cause.code == "allowed" and report.is_preflight:
        blocker = earlier_guard(reading.workspace, use.mount)
        sentence = "cors() is mounted after a check, at {0}:{1}: that turns the preflight away before it."
    if blocker is None and use.mount is not None and cause.code in ("allowed", "origin_not_listed"):
        return _late_elsewhere(reading, application, report, use, read.allowed) or cause
    if blocker is None or use.mount is None or cause.code not in ("allowed", "unreadable", "origin_not_listed"):
        return cause
    needed = cause.candidates[0].changes if cause.candidates else ()
    moved = [move_before(reading.workspace, use.mount, blocker, report, needed, read.allowed.origins())]
    if read.allowed.is_open and report.origin:
        # Moved as it is, it would let everybody in; the failing origin alone is tried first.
        limit = name_origin(reading.workspace, use, read.node, report.origin)
        moved[:0] = [move_before(reading.workspace, use.mount, blocker, report, (limit,), ())] if limit else []
    mounted = place_of(use.file, use.mount.call)
    return replace(
        cause,
        code="order",
        sentence=sentence.format(mounted.file, mounted.line),
        place=mounted,
        candidates=tuple(moved),
        verdict=Verdict.CODE_FIX,
        reason="",
    )


def _late_elsewhere(
    reading: Reading, application: Application, report: CorsReport, use: PackageUse, allowed: AllowList
) -> Cause | None:
    """Cors mounted on an application that another file made, with all its routes, before it was imported here."""
    workspace = reading.workspace
    if use.mount is None or use.mount.method != "use" or use.mount.paths or use.file == application.source:
        return None
    made = workspace.definition(use.file, use.mount.target)
    if made is None or made.file != application.source:
        return None
    files = {route.file for route in workspace.routes(application).routes}
    if not files or any(file != made.file and not leads_to(workspace, made.file, {file}) for file in files):
        return None
    place = place_of(use.file, use.call)
    sentence = (
        f"cors() is mounted after the routes of {made.file}, at {place.file}:{place.line}: they answer before it."
    )
    if not allowed.is_open and any(entry.value != report.origin for entry in allowed.entries):
        reason = f"Move cors() from {place.file}:{place.line} to where {made.file} makes the application, ahead of its "
        return recommend("order", sentence, place, f"{reason}routes, and let {report.origin} in there.")
    return Cause("order", sentence, place, mount_ahead(workspace, application, report, use))
