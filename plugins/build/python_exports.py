"""A name that a module of Python does not have."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Dependency, Edit, Import, Location, Problem, Workspace
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.known_moves import ABANDONED, NUMPY_TYPES, Move, bounds, moves
from plugins.build.known_python_names import homes
from plugins.build.manifest_python import declare_distribution, main_manifest, names_of, plain
from plugins.build.packages import PYTHON_TOOLS, is_alike
from plugins.build.python_circles import broken_circle
from plugins.build.python_edits import absolute
from plugins.build.python_inside import inside, past_package
from plugins.build.python_renaming import renaming, text_of
from plugins.build.stale import named_nowhere

CODE = "name_not_exported"


def find_python_export(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Why a name cannot be imported; None where the message is not one of Python's."""
    if spot.finding.tool not in PYTHON_TOOLS:
        return None
    name, module = spot.value, spot.finding.source or ""
    sentence = f"{module or 'The module'} has no {name}."
    said = spot.finding.message
    is_circle = "partially initialized" in said or "circular import" in said
    through = past_package(workspace, _import_of(workspace, spot, module, name), name) if is_circle else None
    through = through or (broken_circle(workspace, spot, problem) if is_circle else None)
    if is_circle and through is None:
        return recommend(
            CODE,
            f"{module} is imported while it is still being loaded.",
            "Two modules import each other: move what both need into a third, or import inside the function.",
            spot.place,
        )
    made = _import_of(workspace, spot, module, name)
    if through is not None:
        return Cause(CODE, f"{module} is imported while it is still being loaded.", spot.place, (through,))
    if made is None:
        remedy = _bound(workspace, spot, module, name) or _attribute(workspace, spot, module, name)
    else:
        remedy = (
            _moved(workspace, made, module, name)
            or inside(workspace, made, name, spot.finding.hint)
            or _respelt(workspace, made, name)
        )
    place = Location(made.file, made.line) if made else spot.place
    if remedy is None:
        strange = named_nowhere(workspace, spot, name) if made is None else None
        if strange is not None:
            return strange
        return recommend(CODE, sentence, f"Nothing certain is known of where {name} is now: correct the import.", place)
    return Cause(CODE, sentence, place, (remedy,))


def _import_of(workspace: Workspace, spot: Spot, module: str, name: str) -> Import | None:
    """The import that failed: at the printed place, else the only one."""
    files = [spot.file] if spot.file else list(workspace.search(name, suffixes=(".py",)))[:50]
    found = [
        made
        for file in files
        for made in workspace.imports(file)
        if any(imported == name for imported, _ in made.names)
        if not module
        or absolute(made) == module
        or absolute(made).endswith("." + module)
        or module.endswith(absolute(made))
    ]
    return found[0] if len(found) == 1 else None


def _respelt(workspace: Workspace, made: Import, name: str) -> Remedy | None:
    """A library's name with a slip of the hand: the one that it has, or that other files take from it."""
    if workspace.resolve_import(made.file, made.specifier) is not None or made.specifier.startswith("."):
        return None
    known = {one for one, places in homes().items() if any(source == made.specifier for _, source in places)}
    for path in list(workspace.search(made.specifier, suffixes=(".py",)))[:60]:
        others = (one for one in workspace.imports(path) if one.specifier == made.specifier and path != made.file)
        known |= {imported for one in others for imported, _ in one.names}
    near = [one for one in known if is_alike(name, one) or (name.startswith(one) and len(name) <= len(one) + 2)]
    text = text_of(workspace, made.file)
    near = [one for one in near if one != name and (one, one) not in made.names]
    edits = (
        renaming(workspace, text, made, name, made.specifier, near[0]) if len(near) == 1 and name not in known else ()
    )
    if not edits:
        return None
    change = Change(made.file, Action.MODIFY, f"Import {near[0]}, which is what {made.specifier} has.", edits)
    return Remedy("build_name", f"import {near[0]}", (change,))


def _moved(workspace: Workspace, made: Import, module: str, name: str) -> Remedy | None:
    """A name that its library has moved, by what is known of libraries."""
    move = moves().get((made.specifier, name)) or moves().get((module, name))
    if move is None or workspace.resolve_import(made.file, made.specifier) is not None:
        return None
    text = text_of(workspace, made.file)
    edits = renaming(workspace, text, made, name, move.module, move.name)
    if edits is None:
        return None
    changes = [Change(made.file, Action.MODIFY, f"Take {move.name} from {move.module}.", edits)]
    dependencies: tuple[Dependency, ...] = ()
    if move.distribution:
        more = _distribution(workspace, made, move)
        if more is None:
            return None
        changes += more[0]
        dependencies = more[1]
    return Remedy("build_name_moved", f"import {move.name} from {move.module}", tuple(changes), dependencies)


def _distribution(workspace: Workspace, made: Import, move: Move) -> tuple[list[Change], tuple[Dependency, ...]] | None:
    manifest = main_manifest(workspace, made.file)
    if manifest is None:
        return None
    if plain(move.distribution) in names_of(manifest):
        return [], ()
    change = declare_distribution(workspace, manifest, move.distribution)
    return ([change], (Dependency("pip", move.distribution, manifest.path),)) if change else None


def _bound(workspace: Workspace, spot: Spot, module: str, name: str) -> Remedy | None:
    """A library that is older than the other one that it finds: bound the other."""
    library, other, bound = bounds().get((module, name), ("", "", ""))
    manifest = main_manifest(workspace, spot.file) if library else None
    if manifest is None or plain(library) not in names_of(manifest) or plain(other) in names_of(manifest):
        return None
    ranges = {plain(asked): wanted for asked, wanted, _ in manifest.dependencies}
    # An open range would be met by a newer library that needs no bound; of some there will be none.
    if library not in ABANDONED and not ranges[plain(library)].startswith(("==", "<", "~=")):
        return None
    change = declare_distribution(workspace, manifest, other, bound)
    if change is None:
        return None
    return Remedy("build_bound", f"{other}{bound}", (change,), (Dependency("pip", other, manifest.path),))


def _attribute(workspace: Workspace, spot: Spot, module: str, name: str) -> Remedy | None:
    """``module.name`` in the code, where the name has gone elsewhere."""
    if not spot.file or not spot.finding.message.startswith("AttributeError"):
        return None
    text = text_of(workspace, spot.file)
    if module == "numpy" and name in NUMPY_TYPES:
        found = list(re.finditer(rf"\b(?:np|numpy)\.{name}\b(?!\w)", text))
        edits = tuple(Edit(match.start(), match.end(), NUMPY_TYPES[name]) for match in found)
        change = Change(spot.file, Action.MODIFY, f"Use Python's own {name}.", edits)
        return Remedy("build_name_moved", f"use {name}", (change,)) if edits else None
    move = moves().get((module, name))
    uses = list(re.finditer(rf"(?<![\w.]){re.escape(module)}\.{re.escape(name)}\b", text))
    plain_imports = [
        made
        for made in workspace.imports(spot.file)
        if made.specifier == module and text[made.start : made.start + 6] == "import"
    ]
    if move is None or not uses or len(plain_imports) != 1 or not move.module.startswith(module + "."):
        return None
    rewritten = [Edit(match.start(), match.end(), f"{move.module}.{move.name}") for match in uses]
    made = plain_imports[0]
    others = re.search(rf"(?<![\w.]){re.escape(module)}\.(?!{re.escape(name)}\b)", text[made.end :])
    if others:
        rewritten.append(Edit(made.end, made.end, f"\nimport {move.module}"))
    else:
        rewritten.append(Edit(made.specifier_start, made.specifier_end, move.module))
    change = Change(spot.file, Action.MODIFY, f"Take {name} from {move.module}.", tuple(rewritten))
    return Remedy("build_name_moved", f"use {move.module}.{move.name}", (change,))
