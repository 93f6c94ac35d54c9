"""Why an Express application does not let an origin in."""

from __future__ import annotations

import re

from autofix.sdk import Application, Location, Node, RouteTable, Workspace
from plugins.cors.allow_list import AllowList
from plugins.cors.allow_list_javascript import (
    FUNCTIONS,
    call_arguments,
    read_allow_list,
    string_value,
    unwrap,
)
from plugins.cors.cause import Cause, leave_alone, place_of, recommend
from plugins.cors.env_files import find_env_value, has_local_env
from plugins.cors.express_recipes import (
    add_header_origin,
    add_middleware,
    add_origin,
    change_env_value,
    declare_only,
    move_before_routes,
)
from plugins.cors.express_uses import PackageUse, covers, header_uses, package_uses, server_files
from plugins.cors.manifests import npm_manifest
from plugins.cors.report import CorsReport
from plugins.cors.server import match_route

_BY_HAND = {
    "credentials": "the allowed credentials (Access-Control-Allow-Credentials)",
    "header": "the allowed headers (Access-Control-Allow-Headers)",
    "method": "the allowed methods (Access-Control-Allow-Methods)",
    "status": "the preflight's status",
}


def find_cause(workspace: Workspace, application: Application, report: CorsReport) -> Cause:
    """The cause, with the candidates that would remove it. The report's origin must be known."""
    table = workspace.routes(application)
    files = server_files(workspace, application)
    uses = [use for use in package_uses(workspace, files) if covers(use, application, table, report)]
    is_undeclared = bool(uses) and npm_manifest(workspace, application.root, "cors") is None
    if report.module == "cors" or (is_undeclared and report.module is None):
        return _undeclared(workspace, application, report, uses)
    if uses:
        return _package_cause(workspace, application, report, uses[0], table)
    by_hand = header_uses(workspace, files)
    if by_hand:
        return _header_cause(workspace, application, report, by_hand[0].file, by_hand[0].value)
    return Cause(
        "absent",
        f"{application.source} sets no CORS headers, so a browser may not show its answers to {report.origin}.",
        Location(application.source, _creation_line(workspace, application)),
        add_middleware(workspace, application, report),
    )


def _undeclared(workspace: Workspace, application: Application, report: CorsReport, uses: list[PackageUse]) -> Cause:
    place = place_of(uses[0].file, uses[0].call) if uses else Location(application.source, 1)
    if npm_manifest(workspace, application.root, "cors"):
        return recommend(
            "not_installed",
            "The package 'cors' is declared but not installed where the server runs.",
            place,
            "package.json declares 'cors', so the code is right: run npm install (npm ci) where the server runs.",
        )
    candidates = declare_only(workspace, application, report, uses)
    return Cause(
        "undeclared",
        f"{place.file} loads the package 'cors', which no package.json declares: the server does not start.",
        place,
        candidates,
    )


def _package_cause(
    workspace: Workspace, application: Application, report: CorsReport, use: PackageUse, table: RouteTable
) -> Cause:
    place = place_of(use.file, use.call)
    allowed, file, origin_node = _allowed(workspace, use)
    _fill_env(workspace, application, allowed)
    origin = report.origin or ""
    is_admitted = allowed.admits(origin)
    blocker = earlier_route(workspace, application, use, table, report)
    if blocker is not None and (is_admitted or allowed.is_dynamic):
        candidates = move_before_routes(workspace, use, blocker, report)
        sentence = (
            f"cors() is mounted after the routes, at line {place.line} of {use.file}; requests are answered before it."
        )
        return Cause("order", sentence, place, candidates)
    if is_admitted and report.kind in _BY_HAND:
        what = _BY_HAND[report.kind]
        reason = f"{origin} is let in; {what} set at {place.file}:{place.line} {'has' if report.kind == 'status' else 'have'} to be seen to by hand."
        return recommend(report.kind, f"{origin} is let in, but {what} do not fit.", place, reason)
    if allowed.is_open and report.has_credentials:
        reason = f"The client sends credentials, which no wildcard serves: name {origin} at {place.file}:{place.line} and allow credentials."
        return recommend("wildcard", "A wildcard origin does not serve requests with credentials.", place, reason)
    if is_admitted:
        return _already(origin, place)
    if origin_node is None:
        return recommend(
            "unreadable",
            "The options of cors() cannot be read.",
            place,
            f"See to the options of cors() at {place.file}:{place.line} by hand.",
        )
    return _not_listed(workspace, application, report, allowed, place_of(file, origin_node))


def _allowed(workspace: Workspace, use: PackageUse) -> tuple[AllowList, str, Node | None]:
    """What ``cors(options)`` lets in, and the value of its ``origin`` with its file."""
    if use.options is None:
        return AllowList(is_open=True), use.file, None
    file, options = use.file, unwrap(use.options)
    if options.kind() in ("identifier", "member_expression"):
        definition = workspace.definition(file, options.text())
        if definition is None:
            return AllowList(is_dynamic=True), file, None
        file, options = definition.file, unwrap(definition.node)
    if options.kind() in FUNCTIONS:
        # The delegate form: cors((req, callback) => callback(null, options)).
        found = read_allow_list(workspace, file, options)
        return found, file, options
    if options.kind() != "object":
        return AllowList(is_dynamic=True), file, None
    for member in options.children():
        if member.kind() == "shorthand_property_identifier" and member.text() == "origin":
            return read_allow_list(workspace, file, member), file, member
        key = member.field("key") if member.kind() == "pair" else None
        value = member.field("value") if member.kind() == "pair" else member
        name = member.field("name") if member.kind() == "method_definition" else key
        if name is not None and value is not None and name.text().strip("'\"") == "origin":
            return read_allow_list(workspace, file, value), file, value
    has_spread = any(child.kind() == "spread_element" for child in options.children())
    return AllowList(is_open=not has_spread, is_dynamic=has_spread), file, None


def _fill_env(workspace: Workspace, application: Application, allowed: AllowList) -> None:
    """Read the values of environment variables from committed ``.env`` files."""
    from_files = []
    for entry in allowed.entries:
        found = find_env_value(workspace, application.root, entry.env) if entry.env else None
        if found is not None:
            from_files += [
                type(entry)(found.file, entry.node, part.strip(), entry.env) for part in found.value.split(",")
            ]
    allowed.entries += from_files


def _not_listed(
    workspace: Workspace, application: Application, report: CorsReport, allowed: AllowList, place: Location
) -> Cause:
    origin = report.origin or ""
    sentence = f"{origin} is not in the allow-list at {place.file}:{place.line}."
    candidates = change_env_value(workspace, application, allowed, report) + add_origin(workspace, allowed, report)
    if candidates:
        return Cause("origin_not_listed", sentence, candidates_place(candidates[0].changes[0].file, place), candidates)
    names = allowed.env_names()
    if names:
        where = has_local_env(workspace, application.root) or "the environment of the server"
        reason = (
            f"The allow-list is read from {', '.join(names)}, which no committed file sets: add {origin} to it in {where}; "
            "no change of the repository is needed."
        )
        return recommend("environment", f"{', '.join(names)} does not hold {origin}.", place, reason)
    return recommend(
        "unreadable",
        sentence,
        place,
        f"Let {origin} in at {place.file}:{place.line} by hand: AutoFix cannot read how it decides.",
    )


def candidates_place(file: str, place: Location) -> Location:
    """The place to show: where the list is asked, unless the change is in another file."""
    return place if place.file == file else Location(file, 1)


def _header_cause(workspace: Workspace, application: Application, report: CorsReport, file: str, value: Node) -> Cause:
    origin, place = report.origin or "", place_of(file, value)
    text = string_value(unwrap(value))
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
            report.kind, f"{origin} is let in, but {what} do not fit.", place, f"See to {what} at {file}:{place.line}."
        )
    allowed = read_allow_list(workspace, file, value)
    _fill_env(workspace, application, allowed)
    if allowed.admits(origin) or re.search(r"\breq(?:uest)?\.(?:headers?|get)\b", value.text()):
        guard = _guarding_list(workspace, file, value)
        if guard is None or guard.admits(origin):
            return _already(origin, place)
        allowed = guard
    elif not allowed.entries and (guard := _guarding_list(workspace, file, value)):
        allowed = guard
    if allowed.slots and allowed.slots[0].kind != "wrap":
        return _not_listed(workspace, application, report, allowed, place)
    candidates = change_env_value(workspace, application, allowed, report) + add_header_origin(
        workspace, file, value, allowed, report
    )
    sentence = f"The header set at {file}:{place.line} never names {origin}."
    if not candidates:
        return recommend(
            "unreadable",
            sentence,
            place,
            f"Let {origin} in at {file}:{place.line} by hand: AutoFix cannot read how it decides.",
        )
    return Cause("origin_not_listed", sentence, place, candidates)


def _guarding_list(workspace: Workspace, file: str, value: Node) -> AllowList | None:
    """The list that an ``if`` around the header asks before it reflects the origin."""
    for place in value.ancestors():
        if place.kind() == "if_statement":
            condition = place.field("condition")
            if condition is None:
                continue
            found = AllowList()
            for call in condition.find_all(kind="call_expression"):
                function = call.field("function")
                target = function.field("object") if function and function.kind() == "member_expression" else None
                if target is not None and call_arguments(call):
                    found.merge(read_allow_list(workspace, file, target))
            found.slots = [slot for slot in found.slots if slot.kind != "wrap"]
            return found if found.slots else None
        if place.kind() in FUNCTIONS:
            break
    return None


def _already(origin: str, place: Location) -> Cause:
    return leave_alone(
        f"{origin} is let in already, at {place.file}:{place.line}.",
        place,
        f"The code lets {origin} in already ({place.file}:{place.line}): the server that answered does not run this code, "
        "or something in front of it drops the headers. Restart or deploy it, and look at what stands between.",
    )


def earlier_route(
    workspace: Workspace, application: Application, use: PackageUse, table: RouteTable, report: CorsReport
) -> Node | None:
    """The first statement ahead of the use, in the same block, that answers the reported path."""
    block = use.statement.parent()
    if block is None:
        return None
    path = report.path.split("?")[0]
    lines = {route.line for route in match_route(table, path) if route.file == use.file}
    outside = any(route.file != use.file for route in match_route(table, path))
    for sibling in block.children():
        if sibling.range().start.index >= use.statement.range().start.index:
            return None
        if sibling.kind() != "expression_statement":
            continue
        first, last = sibling.range().start.line + 1, sibling.range().end.line + 1
        if any(first <= line <= last for line in lines):
            return sibling
        if outside and _mounts_path(sibling, use.target, path):
            return sibling
    return None


def _mounts_path(statement: Node, target: str, path: str) -> bool:
    """Whether the statement is ``target.use('/prefix', router)`` or ``target.use(router)`` for ``path``."""
    call = statement.find(kind="call_expression")
    function = call.field("function") if call is not None else None
    if call is None or function is None or function.text() != f"{target}.use":
        return False
    arguments = call_arguments(call)
    prefix = string_value(arguments[0]) if arguments else None
    last = arguments[-1] if arguments else None
    if last is None:
        return False
    is_router = last.kind() == "identifier" and re.search(r"rout|api|controller", last.text(), re.I) is not None
    is_required = last.text().startswith("require(")
    if prefix is not None:
        return path == prefix or path.startswith(prefix.rstrip("/") + "/")
    return is_router or is_required


def _creation_line(workspace: Workspace, application: Application) -> int:
    found = re.search(rf"\b{re.escape(application.variable)}\b[^\n]*express\(", workspace.read(application.source))
    return workspace.read(application.source).count("\n", 0, found.start()) + 1 if found else 1
