"""An import of a name that its module does not export."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Import, Location, Workspace
from autofix.sdk.places import locate
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.exports_add import add_default, add_export
from plugins.build.exports_barrel import barrel_remedy
from plugins.build.exports_declared import declared_names, default_name, is_type_name
from plugins.build.exports_elsewhere import elsewhere_remedies, is_another
from plugins.build.exports_reexport import reexport_as_type, reexport_default
from plugins.build.imports_change import ImportChange, change_imports
from plugins.build.imports_clause import Step, Swap
from plugins.build.imports_intended import is_alike, letters
from plugins.build.imports_specifier import SUFFIXES
from plugins.build.names_import import exporting_files
from plugins.build.names_rename import rename_uses
from plugins.build.names_source import Source, open_source, stem_of

CODE = "export_missing"


def find_export(workspace: Workspace, spot: Spot) -> Cause | None:
    """Why the name cannot be imported; None when the module is a package's, or the import is not found."""
    found = _statement(workspace, spot)
    if found is None:
        return None
    made, local, target = found
    place = Location(made.file, made.line)
    sentence = f"{made.file}:{made.line} imports {_shown(spot.value)} of {made.specifier}, which does not export it."
    source = open_source(workspace, made.file)
    if source is None:
        return None
    remedies = _remedies(workspace, spot, source, made, local, target)
    if remedies:
        return Cause(CODE, sentence, place, tuple(remedies))
    exports = workspace.exports(target)
    if spot.value in exports.names and exports.is_complete:
        return not_code(
            CODE,
            f"{target} does export {spot.value}.",
            f"{target} exports {spot.value}: the report is of another commit. Build the commit that is here.",
            place,
        )
    reason = f"{target} exports {', '.join(sorted(exports.names)[:8]) or 'nothing'}; choose what is meant."
    return recommend(CODE, sentence, reason, place)


def _statement(workspace: Workspace, spot: Spot) -> tuple[Import, str, str] | None:
    """The import that is meant, the name it gives what it imports, and the file it leads to."""
    value, source = spot.value, (spot.finding.source or "").strip("'\"")
    if not value or not source:
        return None
    files = [spot.file] if spot.file else list(workspace.search(value, suffixes=SUFFIXES))[:80]
    meant = locate(workspace, source)
    found = []
    for made in (made for file in files for made in workspace.imports(file)):
        target = workspace.resolve_import(made.file, made.specifier)
        local = next((local for imported, local in made.names if imported == value), None)
        if local is None or target is None:
            continue
        is_same = made.specifier == source or target == meant or _is_tail(target, source)
        if is_same and (spot.finding.line is None or not spot.file or made.line <= spot.line <= made.line + 60):
            found.append((made, local, target))
    if len(found) > 1 and spot.finding.line is not None:
        found = [one for one in found if one[0].line == spot.line] or found
    return found[0] if len(found) == 1 else None


def _is_tail(target: str, source: str) -> bool:
    """Whether the file is what a compiler calls ``source``, without its suffix and from the top of the machine."""
    plain = source.removesuffix("/index")
    known = target
    for suffix in SUFFIXES:
        known = known.removesuffix(suffix)
    known = known.removesuffix("/index")
    return bool(known) and (plain in (known, target) or plain.endswith("/" + known))


def _remedies(
    workspace: Workspace, spot: Spot, source: Source, made: Import, local: str, target: str
) -> Sequence[Remedy]:
    value = spot.value
    exports = workspace.exports(target)
    provider = open_source(workspace, target)
    if made.is_export:
        if value in exports.names and provider and is_type_name(provider, value):
            return _one(reexport_as_type(source, made, value))
        is_its_default = provider is not None and value in (default_name(provider), stem_of(target))
        if value not in exports.names and "default" in exports.names and is_its_default:
            return _one(reexport_default(source, made, value))
        return ()
    if value in exports.names:
        if provider is not None and is_type_name(provider, value) and exports.is_complete:
            return _step(source, f"{value} is a type.", Swap(local, value, local, True), recipe="build_import_type")
        return ()
    if value == "default":
        return _no_default(workspace, spot, source, local, target)
    return _not_named(workspace, spot, source, made, local, target)


def _no_default(workspace: Workspace, spot: Spot, source: Source, local: str, target: str) -> Sequence[Remedy]:
    names = workspace.exports(target).names
    provider = open_source(workspace, target)
    hint = spot.finding.hint or ""
    if local in names:
        return _step(source, f"{target} exports {local} by its name.", Swap(local, local, local))
    alike = [name for name in names if letters(name) == letters(local) or is_alike(name, local)]
    if len(alike) == 1 or hint in names:
        chosen = hint if hint in names else alike[0]
        return _step(source, f"{target} exports {chosen} by its name.", Swap(local, chosen, local))
    if provider is None or not workspace.exports(target).is_complete:
        return ()
    own = declared_names(provider)
    wanted = [name for name in own if name == local] or [name for name in own if name == stem_of(target)]
    if wanted and not names:
        return _one(add_default(provider, wanted[0]))
    if len(names) == 1 and not provider.file.endswith((".vue", ".svelte")):
        only = next(iter(names))
        if not is_type_name(provider, only) and stem_of(target) in (only, local):
            return _step(source, f"{target} exports {only} alone.", Swap(local, only, local))
    return ()


def _not_named(
    workspace: Workspace, spot: Spot, source: Source, made: Import, local: str, target: str
) -> Sequence[Remedy]:
    value, hint = spot.value, spot.finding.hint or ""
    exports = workspace.exports(target)
    provider = open_source(workspace, target)
    own = declared_names(provider) if provider is not None else {}
    if "default" in exports.names and provider is not None:
        is_it = value in (default_name(provider), stem_of(target)) or (hint == "default" and len(exports.names) == 1)
        if is_it and not _imports_default(made):
            return _step(source, f"{target} exports {value} as its default.", Swap(local, "default", local))
    if value in own and provider is not None:
        return _one(add_export(provider, value))
    elsewhere = elsewhere_remedies(workspace, source, made, local, target) if exports.is_complete else ()
    alike = _alike(value, hint, exports.names)
    if alike and elsewhere and is_another(alike, value):
        return elsewhere
    if not alike and exports.is_complete and not workspace.exporters(value):
        alike = _only_one(value, exports.names)
    if alike:
        return _respelt(source, local, value, alike, target)
    exporting = [pair for pair in exporting_files(workspace, made.file, value) if pair[0] != target]
    if provider is not None:
        passed = barrel_remedy(workspace, provider, value, exporting)
        if passed is not None:
            return (passed,)
    return elsewhere


def _alike(value: str, hint: str, names: frozenset[str]) -> str:
    """The exported name that ``value`` is a misspelling of."""
    if hint and hint in names and hint != "default":
        return hint
    same = [name for name in names if letters(name) == letters(value)]
    alike = same or [name for name in names if name != "default" and is_alike(name, value)]
    return alike[0] if len(alike) == 1 else ""


def _only_one(value: str, names: frozenset[str]) -> str:
    """The one name that the file exports, if it starts with the same word: it was renamed there."""
    only = next(iter(names)) if len(names) == 1 else ""
    first = re.match(r"[a-z]{3,}(?=[A-Z])", value)
    return only if first and re.match(rf"{first[0]}[A-Z]", only) else ""


def _respelt(source: Source, local: str, value: str, right: str, target: str) -> Sequence[Remedy]:
    said = f"{target} calls it {right}."
    if local != value:
        return _step(source, said, Swap(local, right, local))
    uses = rename_uses(source, local, right)
    change = change_imports(source, said, Swap(local, right, right if uses is not None else local))
    if change is None:
        return ()
    changes = (change, *([uses] if uses is not None and uses.edits else []))
    return (Remedy("build_import_name", f"import {right}", changes),)


def _step(source: Source, said: str, *steps: Step, recipe: str = "build_import_name") -> Sequence[Remedy]:
    change: ImportChange | None = change_imports(source, said, *steps)
    return (Remedy(recipe, said.rstrip("."), (change,)),) if change is not None else ()


def _one(remedy: Remedy | None) -> Sequence[Remedy]:
    return (remedy,) if remedy is not None else ()


def _imports_default(made: Import) -> bool:
    return any(imported == "default" for imported, _ in made.names)


def _shown(value: str) -> str:
    return "the default" if value == "default" else value
