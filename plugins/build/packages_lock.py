"""A lock file that does not say what its manifest asks for."""

from __future__ import annotations

from autofix.sdk import Location, Problem, Workspace
from plugins.build.cause import Cause, Spot, recommend
from plugins.build.packages_conflicts import folder_package

CODE = "lock_outdated"
_COMMANDS = {
    "package-lock.json": "npm install",
    "yarn.lock": "yarn install",
    "pnpm-lock.yaml": "pnpm install --no-frozen-lockfile",
}


def find_lock(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Which command brings the lock up to date; None where the message is about something else."""
    command = _COMMANDS.get(spot.value)
    if command is None:
        return None
    package = folder_package(workspace, problem)
    manifest = package.path if package else "package.json"
    return recommend(
        CODE,
        f"{spot.value} does not say what {manifest} asks for.",
        f"Run '{command}' in {(package.root if package else '') or 'the top folder'} and commit {spot.value}: the "
        "package manager alone may write it.",
        Location(manifest, 1) if package else None,
    )
