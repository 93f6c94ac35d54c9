"""A name that its module does not export, and one other file of the repository has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from autofix.sdk import Import, Risk, Workspace
from plugins.build.cause import Remedy
from plugins.build.exports_add import add_export
from plugins.build.exports_declared import declared_names
from plugins.build.imports_change import change_imports
from plugins.build.imports_clause import Add, Drop
from plugins.build.imports_specifier import SUFFIXES, TESTS, house_specifier, specifier_for
from plugins.build.names_import import exporting_files
from plugins.build.names_source import Source, open_source

RECIPE = "build_export_elsewhere"
MAX_SEARCHED = 60
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def elsewhere_remedies(workspace: Workspace, source: Source, made: Import, local: str, target: str) -> Sequence[Remedy]:
    """Import the name from the one other file that has it; where that one keeps it to itself, export it there."""
    value = next((imported for imported, own in made.names if own == local), local)
    exporting = [pair for pair in exporting_files(workspace, made.file, value) if pair[0] != target]
    if len(exporting) == 1:
        path, imported = exporting[0]
        return _moved(workspace, source, made, local, path, imported)
    if exporting or len(_WORD.findall(value)) < 2:
        return ()
    owners = list(_owners(workspace, made.file, value, target))
    added = add_export(owners[0], value) if len(owners) == 1 else None
    moved = _moved(workspace, source, made, local, owners[0].file, value) if added is not None else ()
    if added is None or not moved:
        return ()
    title = f"export {value} in {owners[0].file} and import it from there"
    return (Remedy(RECIPE, title, (*added.changes, *moved[0].changes), risk=Risk.FULL_REVIEW),)


def is_another(name: str, value: str) -> bool:
    """Whether the names differ by whole words: that is another thing, and no other spelling of the same."""
    one, other = ([word.lower() for word in _WORD.findall(text)] for text in (name, value))
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    return len(shorter) < len(longer) and all(word in rest for word in shorter)


def _moved(
    workspace: Workspace, source: Source, made: Import, local: str, path: str, imported: str
) -> Sequence[Remedy]:
    by_alias = not made.specifier.startswith(".")
    specifier = (specifier_for(workspace, made, path) if by_alias else "") or house_specifier(
        workspace, made.file, path
    )
    if not specifier:
        return ()
    said = f"{imported if imported != 'default' else local} is exported by {path}."
    change = change_imports(source, said, Drop(local), Add(specifier, imported, local, made.is_type))
    return (Remedy(RECIPE, said.rstrip("."), (change,)),) if change is not None else ()


def _owners(workspace: Workspace, file: str, value: str, target: str) -> Iterator[Source]:
    """The files of the same package that declare the name and do not export it."""
    package = workspace.package_of(file)
    for path in workspace.search(value, suffixes=SUFFIXES)[:MAX_SEARCHED]:
        if path in (file, target) or TESTS.search(path) or workspace.package_of(path) != package:
            continue
        provider = open_source(workspace, path)
        if provider is not None and value in declared_names(provider):
            yield provider
