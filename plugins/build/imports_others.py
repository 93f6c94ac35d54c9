"""The module that the other files import the same names from, where the one that is written here is not there."""

from __future__ import annotations

from autofix.sdk import Action, Change, Edit, Import, Workspace
from plugins.build.cause import Remedy
from plugins.build.names_import import find_origin
from plugins.build.names_source import open_source


def as_others(workspace: Workspace, made: Import) -> Remedy | None:
    """Import all of the names from the one module that the others have them from; None where they are divided."""
    source = open_source(workspace, made.file)
    names = [(imported, local) for imported, local in made.names]
    if source is None or not names or made.is_export or any(imported in ("*", "default") for imported, _ in names):
        return None
    origins = {find_origin(workspace, source, imported) for imported, _ in names}
    origin = origins.pop() if len({one.specifier if one else "" for one in origins}) == 1 else None
    if origin is None or origin.imported == "default" or origin.specifier == made.specifier:
        return None
    edit = Edit(made.specifier_start, made.specifier_end, origin.specifier)
    said = f"Import them from {origin.specifier}: {origin.why}."
    return Remedy("build_import_path", f"import {origin.specifier}", (Change(made.file, Action.MODIFY, said, (edit,)),))
