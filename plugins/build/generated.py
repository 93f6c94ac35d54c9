"""Code that a tool has to write before the build and that is not there."""

from __future__ import annotations

from autofix.sdk import Location, Problem, Workspace
from plugins.build.cause import Cause, Spot, not_code, recommend

CODE = "generated_missing"
CLIENT = "@prisma/client"


def find_generated(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Prisma's client, which ``prisma generate`` writes; None for another configuration."""
    if spot.value != "prisma":
        return None
    holders = [one for one in workspace.packages() if any(name == CLIENT for name, _, _ in one.dependencies)]
    if not holders:
        reason = f"No manifest here declares {CLIENT}: the report is of another project or another commit."
        return not_code(CODE, "Prisma's client was not generated, and this repository does not use it.", reason)
    package = holders[0]
    place = Location(package.path, 1)
    sentence = "Prisma's client was not generated where this ran."
    generating = [name for name, command in package.scripts if "prisma generate" in command]
    if generating:
        reason = (
            f"The script {generating[0]!r} of {package.path} generates it: let it run where the build runs "
            "(installs with --ignore-scripts, or with a cached node_modules, leave it out)."
        )
        return not_code(CODE, sentence, reason, place)
    reason = f"Add a script 'postinstall' with 'prisma generate' to {package.path}, or run that before the build."
    return recommend(CODE, sentence, reason, place)
