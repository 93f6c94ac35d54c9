"""The file that an import means whose path leads nowhere."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Sequence
from itertools import takewhile
from pathlib import PurePosixPath

from autofix.sdk import Import, Workspace
from plugins.build.imports_specifier import ASSETS, COMPONENTS, PICTURES, STYLES, SUFFIXES, stem, without_suffix

# How alike two names have to be for one to be the other misspelt.
ALIKE = 0.82
MAX_FILES = 4
MAX_SEARCHED = 100
_ASIDE = re.compile(r"\.(?:test|spec|stories|d)\.[jt]sx?$|(?:^|/)(?:__tests__|__mocks__)/")


def intended(workspace: Workspace, made: Import, base: str, wanted: frozenset[str]) -> list[str]:
    """The files that may be meant, the likeliest first; none where two are as likely.

    ``base`` is the path that is written, ``wanted`` the names that are imported from it.
    """
    for group in _groups(workspace, made, base, wanted):
        others = [path for path in dict.fromkeys(group) if path != made.file]
        fitting = [path for path in others if _offers(workspace, path, wanted)]
        fitting = fitting or [path for path in others if _offers_by_name(workspace, path, made)]
        fitting = [path for path in fitting if not _ASIDE.search(path)] or fitting
        if len(fitting) == 1:
            return fitting
        if fitting:
            nearest = sorted(fitting, key=lambda path: distance(path, base))
            if distance(nearest[0], base) < distance(nearest[1], base):
                return nearest[:MAX_FILES]
            return []
    return []


def _groups(workspace: Workspace, made: Import, base: str, wanted: frozenset[str]) -> list[list[str]]:
    """Groups of files, the surest first: another case, the same tail or name elsewhere, another spelling."""
    folder, name = posixpath.split(base)
    foreign = _foreign(workspace, made.file, base)
    files = [path for path in workspace.files() if _is_of_kind(path, name) and not path.startswith(foreign)]
    known = stem(name)
    like = [path for path in workspace.find_like(base) if path in set(files)]
    tail = re.sub(r"^(?:\.{1,2}/)+", "", made.specifier.split("?")[0]).lower()
    same_tail = [path for path in files if "/" in tail and _ends_with(path, tail)]
    same_name = [path for path in files if name_of(path).lower() == known.lower()]
    same_letters = [path for path in files if letters(name_of(path)) == letters(known)]
    alike = [path for path in files if _folder_of(path) == folder and is_alike(name_of(path), known)]
    exporting = _exporting(workspace, files, wanted)
    return [like, same_tail, same_name, same_letters, alike, exporting, _called(workspace, files, made)]


def _foreign(workspace: Workspace, file: str, base: str) -> tuple[str, ...]:
    """The folders of other packages, from where nothing is meant unless ``base`` lies outside of the file's own."""
    own = workspace.package_of(file)
    root = own.root + "/" if own is not None and own.root else ""
    if own is None or not base.startswith(root):
        return ()
    needed = {name for name, _, _ in own.dependencies}
    others = [other for other in workspace.packages() if other.ecosystem == own.ecosystem and other.root != own.root]
    return tuple(
        f"{other.root}/"
        for other in others
        if other.root and other.name not in needed
        if not f"{other.root}/".startswith(root) and not root.startswith(f"{other.root}/")
    )


def _exporting(workspace: Workspace, files: Sequence[str], wanted: frozenset[str]) -> list[str]:
    """The one file that exports all that is imported, whatever it is called."""
    named = sorted(name for name in wanted if name != "default")
    if not named:
        return []
    sets = [set(workspace.exporters(name)) for name in named]
    found = sorted(set.intersection(*sets) & set(files))
    return found if len(found) == 1 else []


def _called(workspace: Workspace, files: Sequence[str], made: Import) -> list[str]:
    """The one file whose default has the name that it is imported by, whatever the file is called."""
    if [imported for imported, _ in made.names] != ["default"]:
        return []
    name = re.escape(made.names[0][1])
    form = re.compile(rf"export default (?:(?:async )?function\*?|class) {name}\b|export default (?:\w+\()*{name}\b")
    known = set(files) - {made.file}
    found = [path for path in workspace.search(made.names[0][1], suffixes=SUFFIXES) if path in known]
    found = [path for path in found[:MAX_SEARCHED] if form.search(workspace.read(path))]
    return found if len(found) == 1 else []


def _ends_with(path: str, tail: str) -> bool:
    for form in {without_suffix(path).lower(), stem(path).lower(), path.lower()}:
        if form == stem(tail) or form.endswith(("/" + stem(tail), "/" + tail)):
            return True
    return False


def _is_of_kind(path: str, name: str) -> bool:
    """Whether a file can stand for one called ``name``: a script for a script, a picture for a picture."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in STYLES:
        return path.endswith(STYLES)
    if suffix in PICTURES:
        return path.lower().endswith(suffix)
    if suffix in ASSETS:
        return path.endswith((suffix, *(suffix + script for script in SUFFIXES)))
    if suffix in COMPONENTS:
        return path.endswith(suffix)
    return path.endswith(SUFFIXES) and not path.endswith(".d.ts")


def _folder_of(path: str) -> str:
    """The folder a file is imported from: of an index the one above its own."""
    return posixpath.dirname(without_suffix(path))


def name_of(path: str) -> str:
    """The name a file is imported by: that of its folder for an index; an asset's with its suffix."""
    return posixpath.basename(without_suffix(path))


def letters(name: str) -> str:
    """A name without its case and without what parts its words."""
    return re.sub(r"[-_. ]", "", name).lower()


def is_alike(one: str, other: str) -> bool:
    """Whether one name is the other misspelt."""
    return one != other and difflib.SequenceMatcher(None, one.lower(), other.lower()).ratio() >= ALIKE


def _offers(workspace: Workspace, path: str, wanted: frozenset[str]) -> bool:
    """Whether the file has what is imported; styles and pictures have whatever is wanted."""
    if not wanted or not path.endswith(SUFFIXES) or path.endswith(COMPONENTS):
        return True
    exports = workspace.exports(path)
    # A file that is called like the one name may give it as its default.
    is_its_default = "default" in exports.names and {letters(name) for name in wanted} == {letters(name_of(path))}
    return wanted <= exports.names or not exports.is_complete or is_its_default


def _offers_by_name(workspace: Workspace, path: str, made: Import) -> bool:
    """Whether the file has by its name what is imported as its default."""
    names = workspace.exports(path).names
    return [imported for imported, _ in made.names] == ["default"] and made.names[0][1] in names


def distance(path: str, base: str) -> int:
    """How many folders are to be left and entered to get from one to the other."""
    one, other = _folder_of(path).split("/"), posixpath.dirname(base).split("/")
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return len(one) + len(other) - 2 * common
