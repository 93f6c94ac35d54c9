"""Why a Nest application does not let an origin in."""

from __future__ import annotations

from autofix.sdk import Application, Location, Node, Workspace, WorkspaceError
from plugins.cors.allow_list import Reading
from plugins.cors.cause import Cause, place_of
from plugins.cors.express_coverage import is_switched_off
from plugins.cors.express_headers import header_cause, header_uses
from plugins.cors.express_uses import PackageUse, package_uses, server_files
from plugins.cors.node_dialect import NEST
from plugins.cors.node_options import open_options
from plugins.cors.node_package import absent, first_fine, option_cause
from plugins.cors.node_recipes import NEST as SETUP
from plugins.cors.node_recipes import add_setup, made_at
from plugins.cors.report import CorsReport
from plugins.cors.syntax_javascript import call_arguments, unwrap


def find_cause(workspace: Workspace, application: Application, report: CorsReport) -> Cause:
    """The cause, with the candidates that would remove it. The origin must be known."""
    reading = Reading(workspace, application.root, report.is_production)
    files = list(dict.fromkeys((application.source, *server_files(workspace, application))))
    switches = [use for file in files for use in _switches(workspace, file)]
    uses = [
        use
        for use in (*switches, *package_uses(workspace, files))
        if not is_switched_off(use.call, report.is_production)
    ]
    if uses:
        return first_fine([option_cause(reading, report, use, NEST, "enableCors()") for use in uses])
    by_hand = [use for use in header_uses(workspace, files) if not is_switched_off(use.call, report.is_production)]
    if by_hand:
        return header_cause(reading, report, by_hand, "nest")
    creation = made_at(workspace, application, SETUP)
    place = place_of(application.source, creation) if creation is not None else Location(application.source, 1)
    return absent(application, report, place, add_setup(workspace, application, report, SETUP))


def _switches(workspace: Workspace, file: str) -> list[PackageUse]:
    """Every ``enableCors(options)``, and the ``cors`` of every ``NestFactory.create(Module, { cors })``."""
    try:
        root = workspace.tree(file)
    except WorkspaceError:
        return []
    found = []
    for call in root.find_all(kind="call_expression"):
        function = call.field("function")
        name = function.text() if function is not None else ""
        given = call_arguments(call)
        if name.endswith(".enableCors"):
            found.append(PackageUse(file, call, given[0] if given else None, None))
        elif name.startswith("NestFactory") and "create" in name and len(given) > 1:
            option = _cors_of(workspace, file, given[-1])
            if option is not None and unwrap(option).kind() != "false":
                options = None if unwrap(option).kind() == "true" else option
                found.append(PackageUse(file, call, options, None))
    return found


def _cors_of(workspace: Workspace, file: str, node: Node) -> Node | None:
    options = open_options(workspace, file, node)
    return options.member("cors") if options is not None and options.file == file else None
