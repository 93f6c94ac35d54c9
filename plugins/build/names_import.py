"""Where a name is to be imported from: as the other files do it, from who exports it, or from where everyone has it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from autofix.sdk import Import, Workspace
from plugins.build.imports_specifier import SUFFIXES, house_specifier
from plugins.build.names_config import config_names, is_config
from plugins.build.names_source import Source, stem_of
from plugins.build.names_table import well_known

MAX_FILES = 300
_ASIDE = re.compile(r"(?:^|[/.])(?:__tests__|__mocks__|tests?|spec|stories|e2e|cypress|mocks?|examples?)(?=[/.])")


@dataclass(frozen=True)
class Origin:
    """A module, as the asking file has to write it, and the name it is imported by there; ``why`` says whence."""

    specifier: str
    imported: str
    why: str


def find_origin(workspace: Workspace, source: Source, name: str) -> Origin | None:
    """The one module that ``name`` comes from; None where none is known, or several are as likely."""
    if is_config(source.file):
        # Other tools' configurations use the same names for other things.
        given = config_names(workspace, source.file).get(name)
        if given is not None or name == "defineConfig":
            return Origin(*given, f"{name} is {given[0]}'s") if given is not None else None
    used = _as_others_do(workspace, source, name)
    if used is not None:
        return used or None
    exported = exporting_files(workspace, source.file, name)
    known = well_known(workspace, source.file, name)
    if known and not exported:
        return Origin(known[0], known[1], f"{name} is {known[0]}'s")
    if len(exported) != 1 or known:
        return None
    path, imported = exported[0]
    specifier = house_specifier(workspace, source.file, path)
    return Origin(specifier, imported, f"{path} is the one file that exports it") if specifier else None


def exporting_files(workspace: Workspace, file: str, name: str) -> list[tuple[str, str]]:
    """The files that export ``name``, or are named so and have it as their default, with how it is imported."""
    found = [(path, name) for path in workspace.exporters(name) if path.endswith(SUFFIXES)]
    by_name = [path for path in workspace.files() if path.endswith(SUFFIXES) and stem_of(path) == name]
    for path in by_name:
        exports = workspace.exports(path).names
        is_component = path.endswith((".vue", ".svelte"))
        if name not in exports and ("default" in exports or is_component):
            found.append((path, "default"))
    usable = [pair for pair in found if pair[0] != file and not _is_aside(pair[0], file)]
    package = workspace.package_of(file)
    own = [pair for pair in usable if workspace.package_of(pair[0]) == package]
    return list(dict.fromkeys(own or usable))


def _is_aside(path: str, file: str) -> bool:
    return path.endswith(".d.ts") or (bool(_ASIDE.search(path)) and not _ASIDE.search(file))


def _as_others_do(workspace: Workspace, source: Source, name: str) -> Origin | Literal[False] | None:
    """How most other files import the name; False where they are divided, None where no one does."""
    seen: Counter[tuple[str, str]] = Counter()
    written: dict[tuple[str, str], list[Import]] = {}
    for made, imported in _imports_of(workspace, source.file, name):
        target = workspace.resolve_import(made.file, made.specifier)
        if target is None and made.specifier.startswith("."):
            continue
        if target == source.file:
            continue
        key = (target or made.specifier, imported)
        seen[key] += 1
        written.setdefault(key, []).append(made)
    if not seen:
        return None
    ranked = seen.most_common(2)
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return False
    (target_or_package, imported), count = ranked[0]
    specifiers = Counter(made.specifier for made in written[(target_or_package, imported)])
    specifier = specifiers.most_common(1)[0][0]
    is_ours = workspace.has(target_or_package)
    is_fitting = not specifier.startswith(".") and workspace.resolve_import(source.file, specifier) == target_or_package
    if is_ours and not is_fitting:
        specifier = house_specifier(workspace, source.file, target_or_package)
    many = "1 other file imports" if count == 1 else f"{count} other files import"
    return Origin(specifier, imported, f"{many} it from there") if specifier else False


def _imports_of(workspace: Workspace, file: str, name: str) -> Iterator[tuple[Import, str]]:
    package = workspace.package_of(file)
    others = [path for path in workspace.search(name, suffixes=SUFFIXES) if path != file]
    others.sort(key=lambda path: posixpath.dirname(path) != posixpath.dirname(file))
    for path in others[:MAX_FILES]:
        if workspace.package_of(path) != package:
            continue
        for made in workspace.imports(path):
            if made.is_export:
                continue
            for imported, local in made.names:
                if local == name:
                    yield made, imported
