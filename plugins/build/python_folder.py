"""A folder that Starlette is to serve and git does not keep, since it is empty in the repository."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Edit, Problem, Workspace
from plugins.build.cause import Remedy, Spot
from plugins.build.python_import_added import import_added
from plugins.build.python_renaming import text_of


def folder_made(workspace: Workspace, spot: Spot, problem: Problem) -> Remedy | None:
    """Make the folder where it is served; None where there is one of its name, so that the path may be wrong."""
    text = text_of(workspace, spot.file) if spot.file.endswith(".py") else ""
    name = posixpath.basename(spot.value.rstrip("/"))
    if not text or any(f"/{name}/" in f"/{path}" for path in workspace.files()) or posixpath.isabs(spot.value):
        return None
    pattern = rf"(?m)^(?P<indent>[ \t]*)[^\n#]*StaticFiles\([^)\n]*(?P<quote>[\"']){re.escape(spot.value)}(?P=quote)"
    found = list(re.finditer(pattern, text))
    if len(found) != 1:
        return None
    quoted = f"{found[0]['quote']}{spot.value}{found[0]['quote']}"
    made = Edit(found[0].start(), found[0].start(), f"{found[0]['indent']}os.makedirs({quoted}, exist_ok=True)\n")
    has_os = any(one.specifier == "os" and "os" in dict(one.names).values() for one in workspace.imports(spot.file))
    has_os = has_os or re.search(r"(?m)^import (?:[\w, ]*, ?)?os(?:,|$)", text) is not None
    brought = None if has_os else import_added(workspace, spot.file, text, "os", "", "os")
    if not has_os and (brought is None or brought.start > made.start):
        return None
    edits = (brought, made) if brought is not None else (made,)
    change = Change(spot.file, Action.MODIFY, f"Make the folder {spot.value}, which git does not keep.", edits)
    return Remedy("build_folder_made", f"make {spot.value}", (change,))
