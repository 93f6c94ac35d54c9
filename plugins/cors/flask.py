"""Why a Flask application does not let an origin in."""

from __future__ import annotations

import re

from autofix.sdk import Application, Location, Node, Workspace
from plugins.cors.allow_list import AllowList, Entry
from plugins.cors.allow_list_python import arguments, read_allow_list, string_value
from plugins.cors.cause import Cause, leave_alone, place_of, recommend
from plugins.cors.env_files import find_env_value, has_local_env
from plugins.cors.flask_recipes import (
    add_extension,
    add_header_origin,
    add_origin,
    add_resource,
    change_env_value,
    declare_only,
    swap_decorators,
)
from plugins.cors.flask_uses import (
    ExtensionUse,
    decorator_uses,
    extension_uses,
    header_uses,
    loads_extension,
    server_files,
)
from plugins.cors.manifests import declares_flask_cors
from plugins.cors.report import CorsReport
from plugins.cors.server import match_route

_BY_HAND = {
    "credentials": "allowed credentials (supports_credentials)",
    "header": "allowed headers (allow_headers)",
    "method": "allowed methods (methods)",
    "status": "preflight's status",
}


def find_cause(workspace: Workspace, application: Application, report: CorsReport) -> Cause:
    """The cause, with the candidates that would remove it. The report's origin must be known."""
    files = server_files(workspace, application)
    loader = loads_extension(workspace, files)
    manifest = application.manifest
    if loader and manifest and not declares_flask_cors(workspace, manifest):
        return Cause(
            "undeclared",
            f"{loader} imports flask_cors, which {manifest} does not declare: the server does not start.",
            Location(loader, 1),
            declare_only(workspace, application, report),
        )
    if report.module == "flask_cors":
        reason = "flask-cors is declared, so the code is right: install the requirements where the server runs."
        return recommend(
            "not_installed", "flask_cors is declared but not installed.", Location(application.source, 1), reason
        )
    decorated = _decorated(workspace, application, report, files)
    if decorated is not None:
        return decorated
    uses = extension_uses(workspace, files)
    if uses:
        return _extension_cause(workspace, application, report, uses)
    by_hand = header_uses(workspace, files)
    if by_hand:
        return _header_cause(workspace, application, report, by_hand[0].file, by_hand[0].value)
    return Cause(
        "absent",
        f"{application.source} sets no CORS headers, so a browser may not show its answers to {report.origin}.",
        Location(application.source, _creation_line(workspace, application)),
        add_extension(workspace, application, report),
    )


def _decorated(workspace: Workspace, application: Application, report: CorsReport, files: list[str]) -> Cause | None:
    """A view of the reported path with ``@cross_origin``; None where there is none."""
    served = {
        (route.file, route.line) for route in match_route(workspace.routes(application), report.path.split("?")[0])
    }
    for file, decorator in decorator_uses(workspace, files):
        definition = decorator.parent()
        if definition is None or definition.kind() != "decorated_definition":
            continue
        first, last = definition.range().start.line + 1, definition.range().end.line + 1
        if not any(place == file and first <= line <= last for place, line in served):
            continue
        place = place_of(file, decorator)
        marks = [child for child in definition.children() if child.kind() == "decorator"]
        routed = next((m for m in marks if re.match(r"@[\w.]+\.(?:route|get|post|put|patch|delete)\(", m.text())), None)
        if routed is not None and decorator.range().start.index < routed.range().start.index:
            sentence = "@cross_origin stands above the route's decorator, so the route serves the view without it."
            return Cause("order", sentence, place, swap_decorators(workspace, file, decorator, routed, report))
        call = decorator.find(kind="call")
        named = arguments(call)[1] if call is not None else {}
        origins = named.get("origins") or named.get("origin")
        if origins is None:
            return _already(report.origin or "", place)
        return _listed(workspace, application, report, file, origins)
    return None


def _extension_cause(
    workspace: Workspace, application: Application, report: CorsReport, uses: list[ExtensionUse]
) -> Cause:
    use = uses[0]
    place = place_of(use.file, use.call)
    if not use.is_readable:
        return recommend(
            "unreadable",
            "The options of CORS() cannot be read.",
            place,
            f"See to CORS() at {place.file}:{place.line} by hand.",
        )
    origins = use.origins
    path = report.path.split("?")[0]
    if use.resources:
        covering = [node for pattern, node in use.resources if _covers(pattern, path)]
        if not covering:
            sentence = f"CORS() at {place.file}:{place.line} is limited to other paths than {path}."
            return Cause("resource_missing", sentence, place, add_resource(workspace, use, report))
        origins = covering[0] or origins
    if origins is None:
        origins = _configured(workspace, application)
    if origins is None:
        if report.has_credentials or report.kind in _BY_HAND:
            what = _BY_HAND.get(report.kind, _BY_HAND["credentials"])
            return recommend(
                report.kind or "credentials",
                f"Every origin is let in, but the {what} do not fit.",
                place,
                f"See to the {what} at {place.file}:{place.line}.",
            )
        return _already(report.origin or "", place)
    return _listed(workspace, application, report, use.file, origins)


def _configured(workspace: Workspace, application: Application) -> Node | None:
    """``app.config["CORS_ORIGINS"]``, which flask-cors reads by itself."""
    for assignment in workspace.tree(application.source).find_all(kind="assignment"):
        left = assignment.field("left")
        if left is not None and re.search(r"\.config\[['\"]CORS_ORIGINS['\"]\]$", left.text()):
            return assignment.field("right")
    return None


def _covers(pattern: str, path: str) -> bool:
    """Whether flask-cors would apply ``pattern`` to ``path``: a literal prefix before the first wildcard."""
    bare = re.sub(r"\(?\.?\*\)?\$?$", "", pattern.lstrip("^").removesuffix("$"))
    if re.search(r"[\[\]()|+?\\^$*]", bare):
        return True
    is_open_ended = bare != pattern.lstrip("^").removesuffix("$")
    return path.startswith(bare) if is_open_ended else path == bare


def _listed(workspace: Workspace, application: Application, report: CorsReport, file: str, origins: Node) -> Cause:
    origin, place = report.origin or "", place_of(file, origins)
    allowed = read_allow_list(workspace, file, origins)
    _fill_env(workspace, application, allowed)
    if allowed.is_open and report.has_credentials and report.kind == "wildcard":
        return recommend(
            "wildcard",
            "A wildcard origin does not serve requests with credentials.",
            place,
            f"Name {origin} at {file}:{place.line} and allow credentials.",
        )
    if allowed.admits(origin):
        if report.kind in _BY_HAND:
            what = _BY_HAND[report.kind]
            return recommend(
                report.kind,
                f"{origin} is let in, but the {what} do not fit.",
                place,
                f"See to the {what} at {file}:{place.line}.",
            )
        return _already(origin, place)
    sentence = f"{origin} is not in the allow-list at {file}:{place.line}."
    candidates = change_env_value(workspace, application, allowed, report) + add_origin(workspace, allowed, report)
    if candidates:
        changed = candidates[0].changes[0].file
        return Cause("origin_not_listed", sentence, place if changed == file else Location(changed, 1), candidates)
    names = allowed.env_names()
    if names:
        where = has_local_env(workspace, application.root) or "the environment of the server"
        reason = f"The allow-list is read from {', '.join(names)}, which no committed file sets: add {origin} to it in {where}."
        return recommend("environment", f"{', '.join(names)} does not hold {origin}.", place, reason)
    return recommend(
        "unreadable",
        sentence,
        place,
        f"Let {origin} in at {file}:{place.line} by hand: AutoFix cannot read how it decides.",
    )


def _header_cause(workspace: Workspace, application: Application, report: CorsReport, file: str, value: Node) -> Cause:
    origin, place = report.origin or "", place_of(file, value)
    text = string_value(value)
    if text == "*" and report.has_credentials:
        return recommend(
            "wildcard",
            "A wildcard origin does not serve requests with credentials.",
            place,
            f"Name {origin} at {file}:{place.line} and allow credentials.",
        )
    if report.kind in _BY_HAND and text in ("*", origin):
        what = _BY_HAND[report.kind]
        return recommend(
            report.kind,
            f"{origin} is let in, but the {what} do not fit.",
            place,
            f"See to the {what} at {file}:{place.line}.",
        )
    guard = _guarding_list(workspace, file, value)
    allowed = guard or read_allow_list(workspace, file, value)
    _fill_env(workspace, application, allowed)
    if allowed.admits(origin) or (guard is None and "request" in value.text()):
        return _already(origin, place)
    sentence = f"The header set at {file}:{place.line} never names {origin}."
    if guard is not None:
        candidates = change_env_value(workspace, application, allowed, report) + add_origin(workspace, allowed, report)
    else:
        candidates = change_env_value(workspace, application, allowed, report) + add_header_origin(
            workspace, file, value, allowed, report
        )
    if not candidates:
        return recommend(
            "unreadable",
            sentence,
            place,
            f"Let {origin} in at {file}:{place.line} by hand: AutoFix cannot read how it decides.",
        )
    return Cause("origin_not_listed", sentence, place, candidates)


def _guarding_list(workspace: Workspace, file: str, value: Node) -> AllowList | None:
    """The list that an ``if origin in LIST`` around the header asks."""
    for place in value.ancestors():
        if place.kind() == "function_definition":
            return None
        if place.kind() != "if_statement":
            continue
        condition = place.field("condition")
        compared = [condition, *condition.find_all(kind="comparison_operator")] if condition is not None else []
        for comparison in compared:
            if comparison.kind() == "comparison_operator" and re.search(r"\bin\b", comparison.text()):
                listed = [c for c in comparison.children() if c.is_named()][-1]
                found = read_allow_list(workspace, file, listed)
                return found if found.slots else None
    return None


def _fill_env(workspace: Workspace, application: Application, allowed: AllowList) -> None:
    from_files: list[Entry] = []
    for entry in allowed.entries:
        found = find_env_value(workspace, application.root, entry.env) if entry.env else None
        if found is not None:
            from_files += [Entry(found.file, entry.node, part.strip(), entry.env) for part in found.value.split(",")]
    allowed.entries += from_files


def _already(origin: str, place: Location) -> Cause:
    return leave_alone(
        f"{origin} is let in already, at {place.file}:{place.line}.",
        place,
        f"The code lets {origin} in already ({place.file}:{place.line}): the server that answered does not run this code, "
        "or something in front of it drops the headers. Restart or deploy it, and look at what stands between.",
    )


def _creation_line(workspace: Workspace, application: Application) -> int:
    text = workspace.read(application.source)
    found = re.search(r"=\s*(?:flask\.)?Flask\(", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
