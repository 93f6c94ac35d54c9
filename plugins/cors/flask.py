"""Why a Flask application does not let an origin in."""

from __future__ import annotations

import re

from autofix.sdk import Application, Location, Node, RouteTable, Verdict, Workspace
from plugins.cors.allow_list import AllowList, Reading
from plugins.cors.allow_list_python import arguments, read_allow_list
from plugins.cors.cause import Cause, place_of, recommend, unreadable_options
from plugins.cors.flask_besides import besides_cause
from plugins.cors.flask_config import class_value
from plugins.cors.flask_headers import header_cause, header_covers, header_uses, with_names
from plugins.cors.flask_recipes import (
    add_extension,
    add_resource,
    creation_of,
    declare_only,
    move_decorator,
    route_above,
)
from plugins.cors.flask_uses import (
    ExtensionUse,
    decorated_view,
    extension_uses,
    is_for,
    loading_place,
    pattern_covers,
    server_files,
)
from plugins.cors.listed import listed_cause
from plugins.cors.manifests import declares_flask_cors
from plugins.cors.python_manifests import manifest_of
from plugins.cors.python_star import extension_with_name
from plugins.cors.report import CorsReport
from plugins.cors.server import match_route


def find_cause(workspace: Workspace, application: Application, report: CorsReport) -> Cause:
    """The cause, with the candidates that would remove it. The origin must be known unless a module is missing."""
    reading = Reading(workspace, application.root, report.is_production)
    files = server_files(workspace, application)
    loader = loading_place(workspace, files)
    if report.module == "flask_cors" or loader is not None:
        missing = _not_there(workspace, application, report, loader or (application.source, 1))
        if missing is not None:
            return missing
    path, table = report.path.split("?")[0], workspace.routes(application)
    decorated = _decorated(reading, report, files, table, path)
    if decorated is not None:
        return decorated
    every = extension_uses(workspace, files)
    uses = [use for use in every if is_for(workspace, use, table, path)]
    if uses:
        causes = [_extension_cause(reading, application, report, use, path) for use in uses]
        chosen = next((cause for cause in causes if cause.verdict is not Verdict.CODE_FIX), causes[0])
        # A preflight that is answered by hand never gets to the extension.
        return with_names(reading, report, chosen, files)
    served = {(route.file, route.line) for route in match_route(table, path)}
    by_hand = [use for use in header_uses(workspace, files) if header_covers(use, served)]
    if by_hand:
        return header_cause(reading, report, by_hand)
    return _absent(workspace, application, report, every)


def _absent(workspace: Workspace, application: Application, report: CorsReport, elsewhere: list[ExtensionUse]) -> Cause:
    candidates = add_extension(workspace, application, report, elsewhere)
    if elsewhere:
        place = place_of(elsewhere[0].file, elsewhere[0].call)
        sentence = (
            f"CORS() at {place.file}:{place.line} is for another blueprint than the one that serves {report.path}."
        )
        return Cause("path_limited", sentence, place, candidates)
    creation = creation_of(workspace.tree(application.source), application.variable)
    place = place_of(application.source, creation) if creation is not None else Location(application.source, 1)
    sentence = f"{application.source} sets no CORS headers, so a browser may not show its answers to {report.origin}."
    return Cause("absent", sentence, place, candidates)


def _not_there(
    workspace: Workspace, application: Application, report: CorsReport, loader: tuple[str, int]
) -> Cause | None:
    """The package is imported and not declared, or declared and reported missing; None where it is there."""
    place, manifest = Location(*loader), manifest_of(workspace, application, "flask")
    if manifest is not None and not declares_flask_cors(workspace, manifest):
        sentence = f"{place.file} imports flask_cors, which {manifest} does not declare: the server does not start."
        return Cause("undeclared", sentence, place, declare_only(workspace, application, report))
    if report.module != "flask_cors":
        return None
    reason = "flask-cors is declared, so the code is right: install the requirements where the server runs."
    if manifest is None:
        reason = (
            "No manifest of the repository names flask-cors: install it where the server runs (pip install flask-cors)."
        )
    return recommend("not_installed", "flask_cors is not installed where the server runs.", place, reason)


def _decorated(reading: Reading, report: CorsReport, files: list[str], table: RouteTable, path: str) -> Cause | None:
    """What follows from the ``@cross_origin`` of the view of ``path``; None where it has none."""
    found = decorated_view(reading.workspace, files, table, path)
    if found is None:
        return None
    file, definition, decorator = found
    place = place_of(file, decorator)
    route = route_above(definition, decorator)
    call = decorator.find(kind="call")
    named = arguments(call)[1] if call is not None else {}
    origins = named.get("origins") or named.get("origin")
    allowed = read_allow_list(reading, file, origins) if origins is not None else AllowList(is_open=True)
    if route is not None:
        sentence = "@cross_origin stands above the route's decorator, so the route serves the view without it."
        moved = move_decorator(reading.workspace, file, decorator, route, report, allowed.origins())
        return Cause("order", sentence, place, moved)
    besides = besides_cause(reading, report, file, call, "", allowed) if call is not None else None
    if besides is not None:
        return besides
    if origins is None:
        return listed_cause(reading, report, allowed, place, framework="flask")
    return listed_cause(reading, report, allowed, place_of(file, origins), framework="flask")


def _extension_cause(
    reading: Reading, application: Application, report: CorsReport, use: ExtensionUse, path: str
) -> Cause:
    place = place_of(use.file, use.call)
    if not use.is_readable:
        return unreadable_options(report, place, "CORS()")
    origins, pattern = use.origins, ""
    if use.resources:
        covering = [(each, node) for each, node in use.resources if pattern_covers(each, path)]
        if not covering:
            sentence = f"CORS() at {place.file}:{place.line} is limited to other paths than {path}."
            return Cause("resource_missing", sentence, place, add_resource(reading.workspace, use, report))
        pattern, origins = covering[0][0], covering[0][1] or origins
    file = use.file
    if origins is None:
        file, origins = _configured(reading.workspace, application) or (use.file, None)
    if origins is None:
        everybody = AllowList(is_open=True)
        besides = besides_cause(reading, report, use.file, use.call, pattern, everybody)
        if besides is not None:
            return besides
        cause = listed_cause(reading, report, everybody, place, framework="flask")
        return extension_with_name(reading.workspace, cause, report, use)
    allowed = read_allow_list(reading, file, origins)
    besides = besides_cause(reading, report, use.file, use.call, pattern, allowed)
    if besides is not None:
        return besides
    cause = listed_cause(reading, report, allowed, place_of(file, origins), framework="flask")
    return extension_with_name(reading.workspace, cause, report, use)


def _configured(workspace: Workspace, application: Application) -> tuple[str, Node] | None:
    """``app.config["CORS_ORIGINS"]``, which flask-cors reads by itself: set by name, or by a class."""
    for assignment in workspace.tree(application.source).find_all(kind="assignment"):
        left = assignment.field("left")
        if left is not None and re.search(r"\.config\[['\"]CORS_ORIGINS['\"]\]$", left.text()):
            right = assignment.field("right")
            return (application.source, right) if right is not None else None
    by_class = ".from_object(" in workspace.read(application.source)
    return class_value(workspace, "CORS_ORIGINS") if by_class else None
