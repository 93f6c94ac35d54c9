"""What a barrel passes on from a file that is not there, and nobody asks it for."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from autofix.sdk import Action, Change, Import, Risk, Workspace
from plugins.build.cause import Remedy
from plugins.build.imports_specifier import SUFFIXES
from plugins.build.names_source import open_source, stem_of, whole_line

MAX_FILES = 200


def dead_export(workspace: Workspace, made: Import) -> Remedy | None:
    """Take the statement out; None where a name of it is imported, or may be."""
    source = open_source(workspace, made.file)
    if source is None:
        return None
    needed: set[str] = set()
    for other in _importing(workspace, made.file):
        names = {imported for imported, _ in other.names}
        if other.is_export or "*" in names or not names:
            return None
        needed |= names
    given = {local for _, local in made.names if local != "*"}
    is_all = not given
    if needed & given or (is_all and needed - workspace.exports(made.file).names):
        return None
    said = f"Nothing is at {made.specifier}, and nothing of it is imported from here."
    change = Change(made.file, Action.MODIFY, said, (whole_line(source, made.start, made.end),))
    return Remedy("build_export_removed", f"no longer export {made.specifier}", (change,), risk=Risk.FULL_REVIEW)


def _importing(workspace: Workspace, barrel: str) -> Iterator[Import]:
    """The imports everywhere that lead to ``barrel``."""
    folder = posixpath.dirname(barrel)
    found = dict.fromkeys(workspace.search(stem_of(barrel), suffixes=SUFFIXES)[:MAX_FILES])
    # From within its own folder it may be called a dot.
    found.update(dict.fromkeys(path for path in workspace.files() if path.startswith(f"{folder}/")))
    for file in [path for path in found if path.endswith(SUFFIXES) and path != barrel]:
        for made in workspace.imports(file):
            if workspace.resolve_import(file, made.specifier) == barrel:
                yield made
