"""The files of a repository by folder, and without regard to case."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from autofix.engine.workspace.modules.suffixes import without_suffix

_WHOLE_FOLDER = ("/index", "/__init__")


class FileIndex:
    """Look-ups over a list of paths; each table is made when it is first asked for."""

    def __init__(self, files: Sequence[str]) -> None:
        self._files = files

    @cached_property
    def folders(self) -> dict[str, tuple[str, ...]]:
        """The names of the files of each folder that has any, by the folder's path."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._files:
            folder, _, name = path.rpartition("/")
            found[folder].append(name)
        return {folder: tuple(names) for folder, names in found.items()}

    @cached_property
    def _alike(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._files:
            found[_key(path)].append(path)
        return found

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._files:
            found[posixpath.basename(path)].append(path)
        return found

    def named(self, name: str) -> Sequence[str]:
        """The files of this name, in any folder."""
        return self._named.get(name, ())

    def like(self, path: str) -> tuple[str, ...]:
        """The files whose path is ``path`` but for its case, its ending or a trailing ``index``; sorted."""
        path = posixpath.normpath(path)
        if path.startswith(("..", "/")):
            return ()
        return tuple(sorted(self._alike.get(_key(path), ())))


def upwards(folder: str) -> Iterator[str]:
    """``folder`` and every folder above it, the repository's own, the empty one, last."""
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
    yield ""


def inside(path: str) -> str | None:
    """``path`` in its plain form; None when it leads out of the repository."""
    if "\0" in path:
        return None
    plain = posixpath.normpath(path) if path else "."
    if plain.startswith(("..", "/")):
        return None
    return "" if plain == "." else plain


def _key(path: str) -> str:
    stem = without_suffix(path).lower()
    for ending in _WHOLE_FOLDER:
        stem = stem.removesuffix(ending)
    return stem
