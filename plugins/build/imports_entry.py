"""The script that a page names and that is not there: ``index.html`` of Vite."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Edit, Location, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.imports_specifier import SUFFIXES, without_suffix

CODE = "entry"
_ENTRIES = ("main", "index")


def find_entry(workspace: Workspace, spot: Spot) -> Cause | None:
    """Name the entry that there is; None where several may be meant, or the page is none."""
    if not spot.file.endswith(".html") or not spot.value.startswith(("/", "./")):
        return None
    folder = posixpath.dirname(spot.file)
    wanted = posixpath.normpath(posixpath.join(folder, spot.value.lstrip("./")))
    scripts = [path for path in workspace.files() if path.endswith(SUFFIXES) and ".test." not in path]
    same = [path for path in scripts if without_suffix(path).lower() == without_suffix(wanted).lower()]
    beside = [path for path in scripts if posixpath.dirname(path) == posixpath.dirname(wanted)]
    entries = [path for path in beside if posixpath.basename(path).split(".")[0].lower() in _ENTRIES]
    found = same or entries
    if workspace.has(wanted) or len(found) != 1:
        return None
    try:
        text = workspace.read(spot.file)
    except WorkspaceError:
        return None
    places = list(re.finditer(rf"src\s*=\s*(['\"]){re.escape(spot.value)}\1", text))
    if len(places) != 1:
        return None
    start = text.index(spot.value, places[0].start())
    written = ("/" if spot.value.startswith("/") else "./") + posixpath.relpath(found[0], folder or ".")
    change = Change(
        spot.file,
        Action.MODIFY,
        f"The application starts in {found[0]}.",
        (Edit(start, start + len(spot.value), written),),
    )
    place = Location(spot.file, text.count("\n", 0, start) + 1)
    sentence = f"{spot.file} loads {spot.value}, and there is no such file."
    return Cause(CODE, sentence, place, (Remedy("build_entry", f"load {written}", (change,)),))
