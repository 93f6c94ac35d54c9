"""Imports that lead nowhere for the same reason as the one that was reported.

A bundler that stops at its first error names one of them at a time, and mending that one alone lets it stop at the
next.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from autofix.sdk import Import, Workspace
from plugins.build.imports_intended import intended
from plugins.build.imports_specifier import SUFFIXES, TESTS, target_of, without_suffix

STOPS_AT_FIRST = frozenset(("vite", "rollup", "cra", "node"))
MAX_FILES = 150


def neighbours(workspace: Workspace, first: Import, base: str, path: str) -> Iterator[tuple[Import, str]]:
    """The other broken imports with the same fault, each with the file it means.

    In the file itself these are all that are certain; elsewhere those that differ by their case alone if ``first``
    does, and those of the folder that ``base`` lay in if ``path`` lies in another.
    """
    is_case = _differs_by_case(base, path)
    folder, moved = posixpath.dirname(base), _folder(path)
    for file in _files(workspace, first, folder, is_case):
        for made in workspace.imports(file):
            if made.file == first.file and made.start == first.start:
                continue
            missing = _missing(workspace, made)
            if missing is None or missing == base:
                continue
            wanted = frozenset(imported for imported, _ in made.names if imported != "*")
            found = intended(workspace, made, missing, wanted)
            if len(found) != 1:
                continue
            has_moved = posixpath.dirname(missing) == folder != moved == _folder(found[0])
            if file == first.file or has_moved or (is_case and _differs_by_case(missing, found[0])):
                yield made, found[0]


def _files(workspace: Workspace, first: Import, folder: str, is_case: bool) -> list[str]:
    """The file itself, then those of its package that may hold the same fault."""
    package = workspace.package_of(first.file)
    root = package.root + "/" if package is not None and package.root else ""
    name = posixpath.basename(folder)
    if is_case:
        others = [path for path in workspace.files() if path.endswith(SUFFIXES)]
    else:
        others = list(workspace.search(f"{name}/", suffixes=SUFFIXES)) if name else []
    kept = [path for path in others if path.startswith(root) and path != first.file and not TESTS.search(path)]
    kept = [path for path in kept if workspace.package_of(path) == package]
    return [first.file, *kept[:MAX_FILES]]


def _missing(workspace: Workspace, made: Import) -> str | None:
    """The path that an import means and that is not there; None for one that leads somewhere, or to a package."""
    if workspace.resolve_import(made.file, made.specifier) is not None:
        return None
    base = target_of(workspace, made.file, made.specifier)
    if base is None or workspace.has(base) or workspace.is_ignored(base):
        return None
    return base


def _differs_by_case(base: str, path: str) -> bool:
    return without_suffix(base).lower() == without_suffix(path).lower()


def _folder(path: str) -> str:
    return posixpath.dirname(without_suffix(path))
