"""Where a failure at run time lies: the innermost frame of this repository, else the code that is spoken of."""

from __future__ import annotations

from collections.abc import Sequence

from autofix.sdk import Location, Problem, Workspace, WorkspaceError
from autofix.sdk.places import locate

MAX_FRAMES = 40
SUFFIXES = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".vue", ".svelte", ".py")


def frames(problem: Problem, workspace: Workspace) -> tuple[Location, ...]:
    """The frames that lie in this repository, the innermost first."""
    found = problem.of_code("frame")[:MAX_FRAMES]
    # Python prints the innermost call last, everybody else first.
    own = [frame for frame in found if frame.tool == "python"][::-1] or [f for f in found if f.tool != "python"]
    places: dict[Location, None] = {}
    for frame in own:
        file = locate(workspace, frame.file or "", frame)
        if file.endswith(SUFFIXES) and frame.line:
            places[Location(file, frame.line)] = None
    return tuple(places)


def mentions(workspace: Workspace, words: Sequence[str]) -> tuple[Location, ...]:
    """The one place that says any of ``words``; none where several files do."""
    files = workspace.search(*words, suffixes=SUFFIXES) if words else ()
    if len(files) != 1:
        return ()
    try:
        lines = workspace.read(files[0]).split("\n")
    except WorkspaceError:
        return ()
    number = next((at for at, line in enumerate(lines, 1) if any(word in line for word in words)), 0)
    return (Location(files[0], number),) if number else ()
