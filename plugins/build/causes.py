"""Which finding is looked into by whom."""

from __future__ import annotations

from collections.abc import Callable

from autofix.sdk import Problem, Workspace
from plugins.build.cause import Cause, Spot, recommend
from plugins.build.client_directive import find_client
from plugins.build.client_metadata import find_metadata
from plugins.build.exports import find_export
from plugins.build.imports import find_import_path
from plugins.build.imports_entry import find_entry
from plugins.build.imports_twice import find_twice
from plugins.build.jsx_suffix import find_jsx
from plugins.build.known_finders import CODES, REPORT_FINDERS
from plugins.build.lint import find_lint
from plugins.build.locate import spots
from plugins.build.module_system import find_module_system
from plugins.build.names import find_name
from plugins.build.next_messages import find_next
from plugins.build.requires import find_require
from plugins.build.stale import find_stale
from plugins.build.syntax_slips import find_slip
from plugins.build.types import find_type
from plugins.build.types_consequences import is_consequence
from plugins.build.unused import find_unused

Finder = Callable[[Workspace, Spot], Cause | None]
MAX_SPOTS = 400

# For each code who looks into it, in order; the first that understands it says what it is.
FINDERS: dict[str, tuple[Finder, ...]] = {
    "build.module_not_found": (find_entry, find_import_path),
    "build.case_mismatch": (find_import_path,),
    "build.export_missing": (find_export,),
    "build.name_undefined": (find_module_system, find_require, find_name),
    "build.type": (find_unused, find_type, find_twice),
    "build.lint": (find_unused, find_lint),
    "build.syntax": (find_slip, find_client, find_metadata, find_jsx, find_type, find_twice),
    "build.next": (find_next,),
    "build.config": (find_jsx, find_type),
    "module_missing": (find_import_path,),
}


def find_causes(problem: Problem, workspace: Workspace) -> tuple[Cause, ...]:
    """The cause of every finding of the report, those of the same place once; what follows from another has none."""
    found = [spot for prefix in ("build", *CODES) for spot in spots(workspace, problem, prefix)]
    found.sort(key=lambda spot: spot.finding.at)
    pairs = [(spot, _cause(workspace, spot, problem)) for spot in found[:MAX_SPOTS]]
    open_pairs = [pair for pair in pairs if pair[1].remedies or not is_consequence(pair[0], pairs)]
    causes = dict.fromkeys(cause for _, cause in open_pairs)
    if len(found) > MAX_SPOTS:
        # A part of them would leave the build failing.
        more = f"The report has {len(found)} errors, more than are repaired at once."
        causes[recommend("too_many", more, "Let the tool's own fixer take what it can, and run it again.")] = None
    return tuple(causes)


def _cause(workspace: Workspace, spot: Spot, problem: Problem) -> Cause:
    for find_in_report in REPORT_FINDERS.get(spot.finding.code, ()):
        cause = find_in_report(workspace, spot, problem)
        if cause is not None:
            return cause
    for find in FINDERS.get(spot.finding.code, ()):
        cause = find(workspace, spot)
        if cause is not None:
            return cause
    stale = find_stale(workspace, spot)
    if stale is not None:
        return stale
    said = spot.finding.message.split("\n")[0][:200]
    return recommend(
        spot.finding.code.removeprefix("build."),
        f"{spot.finding.tool} says: {said}",
        f"AutoFix has no recipe for this; look at {spot.file}:{spot.line}." if spot.file else "AutoFix has no recipe.",
        spot.place,
        is_open=True,
    )
