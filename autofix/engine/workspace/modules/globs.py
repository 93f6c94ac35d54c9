"""The folders that a monorepo's patterns mean: ``packages/*``, ``apps/**``, ``!**/test``."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

MAX_GLOBS = 200
MAX_SEGMENTS = 16


def matching_folders(folders: Iterable[str], base: str, globs: Sequence[str]) -> tuple[str, ...]:
    """Those of ``folders`` that ``globs``, counted from ``base``, take in and do not leave out again; sorted."""
    spelled = [one for glob in globs[:MAX_GLOBS] for one in _alternatives(glob)][:MAX_GLOBS]
    wanted = [_segments(base, glob) for glob in spelled if not glob.startswith("!")]
    unwanted = [_segments(base, glob[1:]) for glob in spelled if glob.startswith("!")]
    found = []
    for folder in folders:
        parts = tuple(folder.split("/"))
        is_wanted = folder != base and any(_fits(parts, glob) for glob in wanted)
        if is_wanted and not any(_fits(parts, glob) for glob in unwanted):
            found.append(folder)
    return tuple(sorted(found))


def _alternatives(glob: str) -> list[str]:
    """``{a,b}/*`` as ``a/*`` and ``b/*``; braces after the first pair are taken as they stand."""
    head, opened, rest = glob.partition("{")
    inner, closed, tail = rest.partition("}")
    return [head + one + tail for one in inner.split(",")] if opened and closed else [glob]


def _segments(base: str, glob: str) -> tuple[str, ...]:
    parts = posixpath.normpath(posixpath.join(base, glob.strip())).split("/")[:MAX_SEGMENTS]
    # Two `**` in a row mean no more than one, and cost more.
    return tuple(part for place, part in enumerate(parts) if part != "**" or parts[place - 1 : place] != ["**"])


def _fits(parts: tuple[str, ...], glob: tuple[str, ...]) -> bool:
    """Whether the folder fits, by the set of places in ``glob`` that each part can bring us to."""
    places = _past_stars({0}, glob)
    for part in parts:
        reached = {place for place in places if place < len(glob) and glob[place] == "**"}
        reached |= {
            place + 1
            for place in places
            if place < len(glob) and glob[place] != "**" and fnmatchcase(part, _bounded(glob[place]))
        }
        places = _past_stars(reached, glob)
    return len(glob) in places


def _past_stars(places: set[int], glob: tuple[str, ...]) -> set[int]:
    return places | {place + 1 for place in places if place < len(glob) and glob[place] == "**"}


def _bounded(segment: str) -> str:
    """A segment whose stars are few enough to be matched at once; one with more fits by name alone."""
    return segment if segment.count("*") <= 3 else segment.replace("*", "[*]")
