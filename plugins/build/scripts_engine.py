"""A version of Node that a package needs and the repository does not ask for."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Location, Problem, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, not_code
from plugins.build.packages import PYTHON_TOOLS
from plugins.build.packages_conflicts import folder_package
from plugins.build.packages_versions import majors_of

CODE = "engine"
_FILES = (".nvmrc", ".node-version")


def find_engine(workspace: Workspace, spot: Spot, problem: Problem) -> Cause:
    """Raise what the repository says of Node where it says less than is wanted; else it is the host's matter."""
    wanted = spot.value.replace("or later", "").replace("or higher", "").replace("or newer", "").strip().rstrip(".+ ")
    program = "Python" if spot.finding.tool in PYTHON_TOOLS else "Node"
    sentence = (
        f"A package needs {program} {spot.value}, and another version ran."
        if wanted
        else f"Another {program} is needed."
    )
    host = not_code(CODE, sentence, f"Run it with {program} {spot.value}: on the machine, in the image, and in the CI.")
    takes = majors_of(wanted if re.search(r"[\^~<>=|]", wanted) else f">={wanted}")
    if program == "Python" or not takes:
        return host
    package = folder_package(workspace, problem)
    roots = [package.root + "/" if package and package.root else "", ""]
    for path in dict.fromkeys(root + name for root in roots for name in _FILES):
        found = _pinned(workspace, path)
        if found is None:
            continue
        # Node's even majors alone are kept up for long.
        lowest = min((number for number in takes if number % 2 == 0), default=0)
        if int(found["major"]) in takes or not lowest:
            return host
        edit = Edit(found.start("version"), found.end("version"), str(lowest))
        change = Change(path, Action.MODIFY, f"Ask for a Node that the packages take ({spot.value}).", (edit,))
        return Cause(
            CODE,
            f"{path} asks for Node {found['version']}, and a package needs {spot.value}.",
            Location(path, 1),
            (Remedy("build_engine", f"Node {lowest}", (change,)),),
        )
    return host


def _pinned(workspace: Workspace, path: str) -> re.Match[str] | None:
    if not workspace.has(path):
        return None
    try:
        return re.search(r"^\s*v?(?P<version>(?P<major>\d{1,3})(?:\.\d+)*)\s*$", workspace.read(path), re.M)
    except WorkspaceError:
        return None
