"""Relative imports without a suffix, where Node itself runs them as modules and adds none."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Edit, Import, Workspace, WorkspaceError
from plugins.build.cause import Remedy
from plugins.build.imports_specifier import SUFFIXES, TESTS

RECIPE = "build_import_suffix"
RUN = (".js", ".mjs", ".cjs")
MAX_FILES = 100


def suffix_remedy(workspace: Workspace, first: Import) -> Remedy | None:
    """Write the suffix in this import and in all that Node would stop at next; None where this one has it."""
    if not _suffixed(workspace, first) or not _is_module(workspace, first.file):
        return None
    package = workspace.package_of(first.file)
    root = package.root + "/" if package and package.root else ""
    files = [path for path in workspace.files() if path.endswith(RUN) and path.startswith(root)]
    changes = []
    for file in [path for path in files if path == first.file or not TESTS.search(path)][:MAX_FILES]:
        edits = []
        for made in workspace.imports(file):
            right = _suffixed(workspace, made)
            if right:
                edits.append(Edit(made.specifier_start, made.specifier_end, right))
        if edits:
            said = "Node imports a module by its whole name."
            changes.append(Change(file, Action.MODIFY, said, tuple(edits)))
    return Remedy(RECIPE, f"import {_suffixed(workspace, first)}", tuple(changes))


def _suffixed(workspace: Workspace, made: Import) -> str:
    """The specifier with the suffix that it lacks; empty where it lacks none."""
    if not made.specifier.startswith(".") or made.specifier.endswith((*SUFFIXES, ".json")):
        return ""
    target = workspace.resolve_import(made.file, made.specifier)
    if target is None or not target.endswith(RUN):
        return ""
    written = posixpath.relpath(target, posixpath.dirname(made.file) or ".")
    return written if written.startswith(".") else f"./{written}"


def _is_module(workspace: Workspace, file: str) -> bool:
    """Whether Node takes the file for a module of its own kind."""
    package = workspace.package_of(file)
    try:
        manifest = workspace.read(package.path) if package is not None else ""
    except WorkspaceError:
        manifest = ""
    return file.endswith(".mjs") or re.search(r'"type"\s*:\s*"module"', manifest) is not None
