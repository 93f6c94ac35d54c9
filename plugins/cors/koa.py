"""Why a Koa application does not let an origin in."""

from __future__ import annotations

import re
from dataclasses import replace

from autofix.sdk import Application, Location, Verdict, Workspace
from plugins.cors.allow_list import AllowList, Reading
from plugins.cors.cause import Cause, place_of, unreadable_options
from plugins.cors.express_coverage import covers, earlier_route, is_switched_off
from plugins.cors.express_headers import header_cause, header_uses
from plugins.cors.express_order import move_before
from plugins.cors.express_uses import Allowed, PackageUse, package_uses, read_options, server_files
from plugins.cors.koa_recipes import decide_by_function, mend_outdated
from plugins.cors.listed import listed_cause
from plugins.cors.node_besides import KINDS, besides_cause
from plugins.cors.node_dialect import KOA
from plugins.cors.node_options import open_options
from plugins.cors.node_package import absent, first_fine, undeclared
from plugins.cors.node_recipes import KOA as SETUP
from plugins.cors.node_recipes import add_setup, made_at
from plugins.cors.report import CorsReport
from plugins.cors.syntax_javascript import FUNCTIONS, unwrap

_BRANCHES = ("if_statement", "ternary_expression")
PACKAGES = ("@koa/cors", "koa2-cors", "koa-cors", "kcors")
_REFLECTS = re.compile(
    r"\b(?:ctx|context|c)\.(?:get|request\.get|header|headers|request\.header|req\.headers)\b|['\"]\*['\"]"
)


def find_cause(workspace: Workspace, application: Application, report: CorsReport) -> Cause:
    """The cause, with the candidates that would remove it. The origin must be known unless a module is missing."""
    reading = Reading(workspace, application.root, report.is_production)
    files = server_files(workspace, application)
    missing = undeclared(workspace, application, report, files, PACKAGES)
    if missing is not None:
        return missing
    running = [
        use for use in package_uses(workspace, files, PACKAGES) if not is_switched_off(use.call, report.is_production)
    ]
    path, table = report.path.split("?")[0], workspace.routes(application)
    uses = [use for use in running if covers(workspace, use.mount, table, path)]
    if uses:
        return first_fine([_use_cause(reading, application, report, use) for use in uses])
    by_hand = [use for use in header_uses(workspace, files) if not is_switched_off(use.call, report.is_production)]
    if by_hand:
        return header_cause(reading, report, by_hand, "koa")
    creation = made_at(workspace, application, SETUP)
    place = place_of(application.source, creation) if creation is not None else Location(application.source, 1)
    return absent(application, report, place, add_setup(workspace, application, report, SETUP))


def _use_cause(reading: Reading, application: Application, report: CorsReport, use: PackageUse) -> Cause:
    workspace = reading.workspace
    read = _read(reading, use)
    place = place_of(use.file, use.call)
    at = place_of(read.file, read.node) if read.node is not None else place
    # The option takes one origin or a function, and no list.
    is_single = any(slot.kind == "wrap" for slot in read.allowed.slots)
    read.allowed.slots = [slot for slot in read.allowed.slots if slot.kind != "wrap"]
    if read.node is None and read.allowed.is_dynamic:
        cause = unreadable_options(report, place, "cors()")
    else:
        cause = listed_cause(reading, report, read.allowed, at, framework="koa")
    if cause.code in KINDS:
        options = open_options(workspace, use.file, use.options)
        cause = besides_cause(workspace, report, options, read.allowed, KOA) or cause
    if cause.code in ("unreadable", "environment") and is_single and read.node is not None:
        outdated = mend_outdated(workspace, read.allowed, report)
        candidate = outdated[0] if outdated else decide_by_function(workspace, read.file, read.node, report)
        at = outdated[1] if outdated else at
        sentence = f"{report.origin} is not who is let in at {at.file}:{at.line}."
        if candidate is not None and not read.allowed.is_unset():
            unset = read.allowed.unset_names()
            cause = Cause("origin_not_listed", sentence, at, (candidate,), environment=unset)
    path = report.path.split("?")[0]
    blocker = earlier_route(workspace, application, use.mount, path) if use.mount is not None else None
    if blocker is None or use.mount is None or cause.code not in ("allowed", "origin_not_listed"):
        return cause
    needed = cause.candidates[0].changes if cause.candidates else ()
    moved = move_before(workspace, use.mount, blocker, report, needed, read.allowed.origins(), "koa")
    mounted = place_of(use.file, use.mount.call)
    return replace(
        cause,
        code="order",
        sentence=f"cors() is used after the routes, at {mounted.file}:{mounted.line}: they answer before it.",
        place=mounted,
        candidates=(moved,),
        verdict=Verdict.CODE_FIX,
        reason="",
    )


def _read(reading: Reading, use: PackageUse) -> Allowed:
    """What the options let in; a function that gives back what it was asked for lets everybody in."""
    read = read_options(reading, use)
    if read.node is None:
        return read
    value = unwrap(read.node)
    definition = reading.workspace.definition(read.file, value.text()) if value.kind() == "identifier" else None
    function = definition.node if definition is not None else value
    is_undecided = not read.allowed.entries and not read.allowed.slots
    is_plain = function.kind() in FUNCTIONS and not any(function.find(kind=kind) for kind in _BRANCHES)
    if is_plain and is_undecided and _REFLECTS.search(function.text()):
        return Allowed(AllowList(is_open=True), read.file, read.node)
    return read
