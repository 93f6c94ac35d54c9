"""A relative or aliased import that leads to no file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from autofix.sdk import Action, Change, Edit, Import, Location, Risk, Workspace, WorkspaceError
from plugins.build.alias_roots import find_alias_folder
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.imports_alias import find_alias
from plugins.build.imports_change import change_imports
from plugins.build.imports_clause import Drop
from plugins.build.imports_dead import dead_export
from plugins.build.imports_folder import file_of_folder
from plugins.build.imports_form import reformed
from plugins.build.imports_intended import intended
from plugins.build.imports_neighbours import STOPS_AT_FIRST, neighbours
from plugins.build.imports_others import as_others
from plugins.build.imports_rootless import find_rootless
from plugins.build.imports_specifier import STYLES, SUFFIXES, TESTS, specifier_for, stem, target_of
from plugins.build.imports_suffix import suffix_remedy
from plugins.build.names_source import is_in_markup, named_nodes, open_source, whole_line
from plugins.build.types_assets import find_asset_types

CODE = "import_path"
MAX_SEARCHED = 200
_FOLDER = re.compile(r" in '(?P<folder>[^'\n]+)'$")
_SCRIPT = re.compile(r"\.jsx?$")
_TYPED = re.compile(r"\.tsx?$")
# What names a module without importing it.
_NAMED = r"(?:jest|vi|vitest)\.(?:mock|unmock|doMock|dontMock|requireActual|requireMock|importActual)|require\.resolve"


def find_import_path(workspace: Workspace, spot: Spot) -> Cause | None:
    """Why the file that is imported is not there; None when the specifier is that of a package."""
    written = statements(workspace, spot)
    if not written:
        return None
    first = written[0]
    place = Location(first.file, first.line)
    specifier = first.specifier
    base = target_of(workspace, first.file, specifier)
    there = workspace.resolve_import(first.file, specifier)
    if there is not None and spot.finding.tool == "node":
        suffixed = suffix_remedy(workspace, first)
        if suffixed is not None:
            sentence = f"{first.file}:{first.line} imports {specifier} without its suffix, which Node does not add."
            return Cause(CODE, sentence, place, (suffixed,))
    if there is not None or (base is not None and workspace.has(base)):
        known = find_asset_types(workspace, spot, first)
        known = known or (find_alias(workspace, spot, first, there) if there is not None else None)
        known = known or find_alias_folder(workspace, spot, first)
        known = known or _without_suffix(spot, written, there)
        if known is not None:
            return known
        return not_code(
            CODE,
            f"{specifier} leads to a file of this repository.",
            f"{first.file}:{first.line} imports {specifier}, which is there: the report is of another commit, or of a "
            "build that did not see the file. Build the commit that is here.",
            place,
        )
    moved = find_alias_folder(workspace, spot, first)
    if moved is not None:
        return moved
    if base is None:
        return find_rootless(workspace, spot, first)
    if workspace.is_ignored(base):
        reason = f"{base} is kept out of the repository by its ignore rules: create it where the build runs."
        return recommend(CODE, f"{first.file}:{first.line} imports {specifier}, which is not committed.", reason, place)
    wanted = frozenset(imported for made in written for imported, _ in made.names if imported != "*")
    sentence = f"{first.file}:{first.line} imports {specifier}, and there is no such file."
    found = intended(workspace, first, base, wanted) or file_of_folder(workspace, first, base)
    stops = spot.finding.tool in STOPS_AT_FIRST
    remedies = [_remedy(workspace, written, base, path, stops) for path in found]
    if not found:
        remedies = [_removal(workspace, written)]
    kept = tuple(remedy for remedy in remedies if remedy is not None)
    others = as_others(workspace, first) if not kept and len(written) == 1 else None
    if others is not None:
        return Cause(CODE, sentence, place, (others,))
    if kept:
        return Cause(CODE, sentence, place, kept)
    reason = f"No single file of the repository is meant by {specifier}: add it, or import the one that is wanted."
    return recommend(CODE, sentence, reason, place)


def _without_suffix(spot: Spot, written: Sequence[Import], there: str | None) -> Cause | None:
    """A file of TypeScript imported by the suffix of JavaScript: a compiler knows it, not every bundler does."""
    first = written[0]
    match = _SCRIPT.search(first.specifier)
    if there is None or match is None or not _TYPED.search(there) or spot.finding.tool in ("tsc", "node"):
        return None
    changes = tuple(
        Change(made.file, Action.MODIFY, f"It is {there}.", (Edit(end - len(match[0]), end, ""),))
        for made, end in ((made, made.specifier_end) for made in written)
    )
    sentence = f"{first.file}:{first.line} imports {first.specifier}, and the file is {there}."
    remedy = Remedy("build_import_suffix", f"import {first.specifier.removesuffix(match[0])}", changes)
    return Cause(CODE, sentence, Location(first.file, first.line), (remedy,))


def statements(workspace: Workspace, spot: Spot) -> tuple[Import, ...]:
    """Every import of the specifier that the finding names: in its file, else wherever it stands."""
    value = spot.value
    if not value:
        return ()
    if spot.finding.code == "build.case_mismatch":
        return _miscased(workspace, spot)
    if spot.file and not spot.file.endswith(SUFFIXES):
        return ()
    files = [spot.file] if spot.file else list(workspace.search(value, suffixes=SUFFIXES))[:50]
    found = [made for file in files for made in _named_in(workspace, file) if made.specifier == value]
    if not found and spot.file:
        # Some tools print the path that they looked at instead of what is written.
        path = value.split("?")[0].lstrip("/")
        for made in workspace.imports(spot.file):
            base = target_of(workspace, made.file, made.specifier)
            if base and (path == base or path.endswith("/" + base)):
                found.append(made)
    if spot.file:
        return tuple(found)
    # Without a file, the same words at several places may mean several files, but not in one folder.
    found = _in_folder(spot, found)
    return tuple(found) if len({posixpath.dirname(made.file) for made in found}) == 1 else ()


def _in_folder(spot: Spot, found: Sequence[Import]) -> list[Import]:
    """Those of the imports that stand in the folder that the message names; all where it names none of theirs."""
    match = _FOLDER.search(spot.finding.message)
    printed = match["folder"].replace("\\", "/").rstrip("/") if match else ""
    folders = {posixpath.dirname(made.file) for made in found}
    named = [folder for folder in folders if folder and f"/{printed}".endswith(f"/{folder}")]
    meant = max(named, key=len, default=None)
    return [made for made in found if meant is None or posixpath.dirname(made.file) == meant]


def _miscased(workspace: Workspace, spot: Spot) -> tuple[Import, ...]:
    """The imports that lead to a file only where case does not matter."""
    name = posixpath.basename(stem(spot.value.rstrip("/"))).lower()
    other = posixpath.basename(posixpath.dirname(spot.value)).lower()
    files = [spot.file] if spot.file else [path for path in workspace.files() if path.endswith(SUFFIXES)][:MAX_SEARCHED]
    found = []
    for made in (made for file in files for made in _named_in(workspace, file)):
        last = posixpath.basename(stem(made.specifier)).lower()
        is_meant = last in (name, other) or name in made.specifier.lower()
        if not is_meant or workspace.resolve_import(made.file, made.specifier) is not None:
            continue
        base = target_of(workspace, made.file, made.specifier)
        if base and not workspace.has(base) and workspace.find_like(base):
            found.append(made)
    same = {made.specifier for made in found}
    return tuple(found) if len(same) == 1 else ()


def _named_in(workspace: Workspace, file: str) -> Iterator[Import]:
    """The imports of a file and what else names a module in it, such as ``jest.mock``."""
    yield from workspace.imports(file)
    try:
        text = workspace.read(file)
    except WorkspaceError:
        return
    for match in re.finditer(rf"\b(?:{_NAMED})\(\s*(['\"])(?P<specifier>[^'\"\n]+)\1", text):
        start, end = match.span("specifier")
        line = text.count("\n", 0, start) + 1
        yield Import(file, match["specifier"], (), line, start, end, start, end)


def _remedy(workspace: Workspace, written: Sequence[Import], base: str, path: str, stops: bool) -> Remedy | None:
    """Import ``path`` instead; where the tool ``stops`` at its first error, mend what it would stop at next."""
    changes: dict[str, dict[Edit, str]] = {}
    whole: list[Change] = []
    first = ""
    for made in (*written, *_broken_alike(workspace, written[0], base)):
        specifier = specifier_for(workspace, made, path)
        if not specifier:
            return None
        first = first or specifier
        other_form = reformed(workspace, made, path, specifier)
        if other_form is not None:
            whole.append(other_form)
            continue
        changes.setdefault(made.file, {})[Edit(made.specifier_start, made.specifier_end, specifier)] = path
    for made, other in neighbours(workspace, written[0], base, path) if stops else ():
        specifier = specifier_for(workspace, made, other)
        edit = Edit(made.specifier_start, made.specifier_end, specifier)
        if specifier and edit not in changes.get(made.file, {}):
            changes.setdefault(made.file, {})[edit] = other
    return Remedy(
        "build_import_path",
        f"import {first}",
        (
            *whole,
            *(
                Change(file, Action.MODIFY, "\n".join(dict.fromkeys(map(_said, edits.values()))), tuple(edits))
                for file, edits in changes.items()
            ),
        ),
    )


def _said(path: str) -> str:
    return f"Import {path}, which is what there is."


def _broken_alike(workspace: Workspace, first: Import, base: str) -> Iterator[Import]:
    """The imports everywhere that lead to the same missing file: a bundler names one of them at a time."""
    name = posixpath.basename(base)
    for file in workspace.search(name, suffixes=SUFFIXES)[:MAX_SEARCHED]:
        if TESTS.search(file):
            continue
        for made in _named_in(workspace, file):
            if name not in made.specifier or (made.file == first.file and made.start == first.start):
                continue
            is_broken = workspace.resolve_import(file, made.specifier) is None
            if is_broken and target_of(workspace, file, made.specifier) == base:
                yield made


def _removal(workspace: Workspace, written: Sequence[Import]) -> Remedy | None:
    """Take the import out, where nothing of the file needs it."""
    if len(written) != 1:
        return None
    made = written[0]
    if made.is_export:
        return dead_export(workspace, made)
    source = open_source(workspace, made.file)
    if source is None:
        return None
    said = f"Nothing is at {made.specifier}, and nothing in this file needs it."
    if not made.names:
        if not made.specifier.endswith(STYLES) or not source.text[made.start : made.end].startswith("import"):
            return None
        edits = (whole_line(source, made.start, made.end),)
        changed: Change | None = Change(made.file, Action.MODIFY, f"There is no {made.specifier} to import.", edits)
    else:
        locals_ = [local for _, local in made.names]
        if any(len(named_nodes(source.root, name)) > 1 or is_in_markup(source, name) for name in locals_):
            return None
        changed = change_imports(source, said, *(Drop(name) for name in locals_))
    if changed is None:
        return None
    return Remedy("build_import_removed", f"remove the import of {made.specifier}", (changed,), risk=Risk.FULL_REVIEW)
