"""A name that a module of Python does not have."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Dependency, Edit, Import, Location, Problem, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.known_moves import NUMPY_TYPES, Move, bounds, moves
from plugins.build.manifest_python import declare_distribution, main_manifest, names_of, plain
from plugins.build.packages import PYTHON_TOOLS, is_alike
from plugins.build.python_edits import absolute, specifier_of, split_import

CODE = "name_not_exported"


def find_python_export(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Why a name cannot be imported; None where the message is not one of Python's."""
    if spot.finding.tool not in PYTHON_TOOLS:
        return None
    name, module = spot.value, spot.finding.source or ""
    sentence = f"{module or 'The module'} has no {name}."
    said = spot.finding.message
    if "partially initialized" in said or "circular import" in said:
        return recommend(
            CODE,
            f"{module} is imported while it is still being loaded.",
            "Two modules import each other: move what both need into a third, or import inside the function.",
            spot.place,
        )
    made = _import_of(workspace, spot, module, name)
    if made is None:
        remedy = _bound(workspace, spot, module, name) or _attribute(workspace, spot, module, name)
    else:
        remedy = _moved(workspace, made, module, name) or _inside(workspace, made, name, spot.finding.hint)
    place = Location(made.file, made.line) if made else spot.place
    if remedy is None:
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


def _moved(workspace: Workspace, made: Import, module: str, name: str) -> Remedy | None:
    """A name that its library has moved, by what is known of libraries."""
    move = moves().get((made.specifier, name)) or moves().get((module, name))
    if move is None or workspace.resolve_import(made.file, made.specifier) is not None:
        return None
    text = _text(workspace, made.file)
    edits = _renaming(workspace, text, made, name, move.module, move.name)
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


def _inside(workspace: Workspace, made: Import, name: str, hint: str | None) -> Remedy | None:
    """A name of this repository: defined in another module, or spelt otherwise in the same."""
    target = workspace.resolve_import(made.file, made.specifier)
    if target is None:
        return None
    text = _text(workspace, made.file)
    others = [path for path in workspace.exporters(name) if path.endswith(".py") and path not in (target, made.file)]
    offered = workspace.exports(target).names | _submodules(workspace, target)
    alike = sorted(other for other in offered if is_alike(name, other))
    if others and alike:
        return None
    if len(others) == 1:
        specifier = specifier_of(workspace, made, others[0])
        edit = split_import(text, made, name, specifier) if specifier else None
        if edit is None or _imports(workspace, others[0], made.file):
            return None
        change = Change(made.file, Action.MODIFY, f"Take {name} from {others[0]}, which defines it.", (edit,))
        return Remedy("build_name_moved", f"import {name} from {specifier}", (change,))
    if len(alike) == 1 and hint in (None, alike[0]):
        edits = _renaming(workspace, text, made, name, made.specifier, alike[0])
        if edits:
            change = Change(made.file, Action.MODIFY, f"Import {alike[0]}, which is what {target} has.", edits)
            return Remedy("build_name", f"import {alike[0]}", (change,))
    return None


def _submodules(workspace: Workspace, target: str) -> frozenset[str]:
    """The modules that lie in a package, which a ``from`` import may name too."""
    folder, _, base = target.rpartition("/")
    if base != "__init__.py":
        return frozenset()
    inner = (path.removeprefix(folder + "/") for path in workspace.files() if path.startswith(folder + "/"))
    stems = (path.removesuffix(".py").removesuffix("/__init__") for path in inner if path.endswith(".py"))
    return frozenset(stem for stem in stems if "/" not in stem and stem != "__init__")


def _imports(workspace: Workspace, path: str, other: str) -> bool:
    """Whether ``path`` imports ``other``: to import it there would make a circle."""
    return any(workspace.resolve_import(path, made.specifier) == other for made in workspace.imports(path))


def _renaming(
    workspace: Workspace, text: str, made: Import, name: str, module: str, called: str
) -> tuple[Edit, ...] | None:
    """The import with its new module and name, and every use of a name that changed."""
    local = next((bound for imported, bound in made.names if imported == name), name)
    uses: list[Edit] = []
    if called != name and local == name:
        tree = workspace.tree(made.file)
        for node in tree.find_all(kind="identifier"):
            start, end = node.range().start.index, node.range().end.index
            parent = node.parent()
            is_member = parent is not None and parent.kind() == "attribute" and text[start - 1 : start] == "."
            is_keyword = parent is not None and parent.kind() == "keyword_argument" and text[end : end + 1] == "="
            if node.text() == name and not made.start <= start < made.end and not is_member and not is_keyword:
                uses.append(Edit(start, end, called))
    if module == made.specifier:
        found = list(re.finditer(rf"(?<![\w.]){re.escape(name)}(?!\w)", text[made.start : made.end]))
        found = [match for match in found if made.start + match.start() >= made.specifier_end]
        if len(found) != 1:
            return None
        start = made.start + found[0].start()
        return (Edit(start, start + len(name), called), *uses)
    edit = split_import(text, made, name, module, called)
    if edit is None:
        return None
    if local == name and called != name:
        edit = Edit(edit.start, edit.end, edit.text.replace(f"import {called} as {name}", f"import {called}"))
    return (*_joined(workspace, text, made, module, called, edit), *uses)


def _joined(workspace: Workspace, text: str, made: Import, module: str, called: str, edit: Edit) -> tuple[Edit, ...]:
    """The new line as part of an import of the same module, where there is one that it fits into."""
    *kept, new = edit.text.split("\n")
    for other in workspace.imports(made.file):
        statement = text[other.start : other.end]
        if other.specifier != module or other.start == made.start or not statement.startswith("from "):
            continue
        item = new.rpartition(" import ")[2]
        has_it = (called, called) in other.names and item == called
        if not has_it and ("\n" in statement or "(" in statement or "*" in statement):
            continue
        more = () if has_it else (Edit(other.end, other.end, f", {item}"),)
        if kept:
            return (Edit(edit.start, edit.end, "\n".join(kept)), *more)
        line_end = text.find("\n", edit.end)
        is_whole = (
            text[edit.start - 1 : edit.start] in ("", "\n") and line_end >= 0 and not text[edit.end : line_end].strip()
        )
        if is_whole:
            return (Edit(edit.start, line_end + 1, ""), *more)
    return (edit,)


def _bound(workspace: Workspace, spot: Spot, module: str, name: str) -> Remedy | None:
    """A library that is older than the other one that it finds: bound the other."""
    library, other, bound = bounds().get((module, name), ("", "", ""))
    manifest = main_manifest(workspace, spot.file) if library else None
    if manifest is None or plain(library) not in names_of(manifest) or plain(other) in names_of(manifest):
        return None
    ranges = {plain(asked): wanted for asked, wanted, _ in manifest.dependencies}
    # An open range would be met by a newer library that needs no bound.
    if not ranges[plain(library)].startswith(("==", "<", "~=")):
        return None
    change = declare_distribution(workspace, manifest, other, bound)
    if change is None:
        return None
    return Remedy("build_bound", f"{other}{bound}", (change,), (Dependency("pip", other, manifest.path),))


def _attribute(workspace: Workspace, spot: Spot, module: str, name: str) -> Remedy | None:
    """``module.name`` in the code, where the name has gone elsewhere."""
    if not spot.file or not spot.finding.message.startswith("AttributeError"):
        return None
    text = _text(workspace, spot.file)
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


def _text(workspace: Workspace, path: str) -> str:
    try:
        return workspace.read(path)
    except WorkspaceError:
        return ""
