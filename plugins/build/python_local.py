"""A module of this repository that is imported from where it is not."""

from __future__ import annotations

import posixpath
import re
from functools import partial

from autofix.sdk import Action, Change, Edit, Import, Location, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.known_python import distribution_of
from plugins.build.packages import is_alike
from plugins.build.python_edits import absolute, importers, is_within, specifier_of
from plugins.build.python_packaged import package_of, repaired, root_within, without_root

CODE = "module_path"
# Shorter names are given more than once.
MIN_NAME = 6


def is_local(workspace: Workspace, module: str, file: str) -> bool:
    """Whether the first part of a module is a folder or a file of this repository."""
    top = module.split(".")[0]
    if file and workspace.resolve_import(file, top):
        return True
    files = [path for path in workspace.files() if path.endswith(".py")]
    if any(path == f"{top}.py" or path.startswith((f"{top}/", f"src/{top}/")) for path in files):
        return True
    # Deep below, a file may be called like the library that it wraps.
    is_library = distribution_of(top) is not None or _is_asked_for(workspace, top)
    return not is_library and any(f"/{top}/" in path or path.endswith(f"/{top}.py") for path in files)


def find_local(workspace: Workspace, spot: Spot, module: str, said: str = "") -> Cause:
    """Where the module is now, if that is certain; and every import of it that has to follow."""
    packaged = _packaged(workspace, spot, module, said) or _from_within(workspace, spot, module)
    if packaged is not None:
        return packaged
    made = [one for one in importers(workspace, module, spot.file) if _fails(workspace, one)]
    if not made or all(_is_off_path(workspace, one) for one in made if one.file == made[0].file):
        return _elsewhere(workspace, spot, module)
    place = spot.place or Location(made[0].file, made[0].line)
    sentence = f"{made[0].file}:{made[0].line} imports {module}, and there is no such module."
    found = [(one, _target(workspace, one, module)) for one in made]
    # Where the report came from all have to be certain; the same slip elsewhere goes along where it is.
    if any(not target for one, target in found if one.file == made[0].file):
        return recommend(CODE, sentence, f"No one file here is certainly meant by {module}: correct the import.", place)
    edits: dict[str, list[Edit]] = {}
    for one, target in found:
        edit = _edit(workspace, one, target) if target else None
        if edit is not None:
            edits.setdefault(one.file, []).append(edit)
        elif one.file == made[0].file:
            return recommend(CODE, sentence, f"{target} may be meant: correct the import.", place)
    target = found[0][1]
    change = partial(Change, action=Action.MODIFY, description=f"Import {target}, which is what there is.")
    changes = tuple(change(file, edits=tuple(dict.fromkeys(found))) for file, found in edits.items())
    return Cause(CODE, sentence, place, (Remedy("build_module_path", f"import {target}", changes),))


def _packaged(workspace: Workspace, spot: Spot, module: str, said: str) -> Cause | None:
    """A module beside a file that is loaded by way of their package, with what the file imports in the same way."""
    made = workspace.imports(spot.file) if spot.file.endswith(".py") else ()
    failing = [one for one in made if one.specifier == module]
    package = package_of(workspace, failing[0], said) if failing else ""
    if not package:
        return None
    found = [(one, repaired(workspace, one, package)) for one in made if package_of(workspace, one, said) == package]
    if any(edit is None for one, edit in found if one.specifier == module):
        return None
    edits = tuple(edit for _, edit in found if edit is not None)
    name = "its package" if package == "." else package
    change = Change(spot.file, Action.MODIFY, f"Import from {name}, which the file is loaded by.", edits)
    return Cause(
        CODE,
        f"{spot.file}:{failing[0].line} imports {module} as if it were at the top, and it is in {name}.",
        spot.place or Location(spot.file, failing[0].line),
        (Remedy("build_module_path", f"import {module} from {name}", (change,)),),
    )


def _from_within(workspace: Workspace, spot: Spot, module: str) -> Cause | None:
    """A module named by way of the folder that the file itself imports from: it is the top of what runs."""
    top = module.split(".")[0]
    root = root_within(workspace, spot.file, top) if spot.file.endswith(".py") else ""
    if not root:
        return None
    changes = [
        Change(path, Action.MODIFY, f"Import without {top}, which is the folder that the program starts in.", edits)
        for path in [spot.file, *workspace.search(f"{top}.", suffixes=(".py",))]
        if (path == spot.file or (path.startswith(root + "/") and root_within(workspace, path, top) == root))
        and (edits := without_root(workspace, path, root))
    ]
    changes = list({change.file: change for change in changes}.values())
    if not changes or changes[0].file != spot.file:
        return None
    return Cause(
        CODE,
        f"{spot.file}:{spot.line} imports {module} by way of {root}, where the program starts.",
        spot.place,
        (Remedy("build_module_path", f"import without {top}", tuple(changes)),),
    )


def _elsewhere(workspace: Workspace, spot: Spot, module: str) -> Cause:
    top = module.split(".")[0]
    places = sorted(
        {
            path.split(f"{top}/")[0].rstrip("/") or "the top of the repository"
            for path in workspace.files()
            if path.startswith(f"{top}/") or f"/{top}/" in path
            if path.endswith(".py")
        }
    )
    where = f" ({places[0]})" if len(places) == 1 else ""
    return not_code(
        CODE,
        f"{module} is in this repository, and was not on the path of what ran.",
        f"Start it from the folder that holds {top}{where}, or put that folder on PYTHONPATH; 'python -m' does so.",
        spot.place,
    )


def _fails(workspace: Workspace, made: Import) -> bool:
    """Whether an import leads nowhere, or only past the name of the package that it is written in."""
    target = workspace.resolve_import(made.file, made.specifier)
    return target is None or bool(_package_of(workspace, made, target))


def _package_of(workspace: Workspace, made: Import, target: str) -> str:
    """The folder of the package whose name an import leaves out, though the package's modules are reached by it."""
    tail = "/" + made.specifier.replace(".", "/")
    folder = _stem(target).removesuffix(tail)
    is_short = not made.specifier.startswith(".") and folder != _stem(target)
    return folder if is_short and _is_package(workspace, folder, made.file) else ""


def _target(workspace: Workspace, made: Import, module: str) -> str:
    """The one file that is meant; empty where none is or several may be."""
    if not _ends_at(made, module):
        return _at_tail(workspace, made)
    last = module.rpartition(".")[2]
    wanted = {imported for imported, _ in made.names if imported != "*"} if _ends_at(made, module) else set()
    files = [path for path in workspace.files() if path.endswith(".py") and path != made.file]
    same = [path for path in files if _name(path) == last and _offers(workspace, path, wanted)]
    if len(same) > 1:
        folder = "/".join(module.split(".")[:-1])
        same = [path for path in same if folder and f"/{folder}/" in f"/{path}"] or same
    if same:
        return same[0] if len(same) == 1 else ""
    folder = "/".join(module.split(".")[:-1])
    beside = [path for path in files if f"/{_folder(path)}".endswith(f"/{folder}" if folder else "/")]
    if not folder and not made.specifier.startswith("."):
        beside = [path for path in files if _folder(path) == posixpath.dirname(made.file)]
    alike = [path for path in beside if is_alike(_name(path), last) and _offers(workspace, path, wanted)]
    alike = alike or [path for path in beside if wanted and _is_only_home(workspace, path, wanted)]
    alike = alike or _homes(workspace, files, wanted, made.specifier)
    return alike[0] if len(alike) == 1 else ""


def _homes(workspace: Workspace, files: list[str], wanted: set[str], specifier: str) -> list[str]:
    """The files that define every name that a missing module of a package was to give, whatever they are called."""
    if not wanted or specifier.startswith(".") or "." not in specifier or len(min(wanted, key=len)) < MIN_NAME:
        return []
    kinds = [re.compile(rf"(?m)^(?:class|def|async def) {re.escape(name)}\b") for name in sorted(wanted)]
    found = [path for path in workspace.search(*wanted, suffixes=(".py",)) if path in files]
    return [path for path in found if all(kind.search(_text(workspace, path)) for kind in kinds)]


def _text(workspace: Workspace, path: str) -> str:
    try:
        return workspace.read(path)
    except WorkspaceError:
        return ""


def _is_only_home(workspace: Workspace, path: str, names: set[str]) -> bool:
    """Whether the names are defined in this file and nowhere else: a module that was given another name."""
    return all([one for one in workspace.exporters(name) if one.endswith(".py")] == [path] for name in names)


def _is_off_path(workspace: Workspace, made: Import) -> bool:
    """Whether the module exists as it is written, in a folder that was not on the path.

    Not so where the file reaches the same folder by another name: then the beginning of this one was forgotten.
    """
    tail = absolute(made).replace(".", "/")
    found = [_stem(path) for path in workspace.files() if path.endswith(".py") and path != made.file]
    roots = [stem[: -len(tail)] for stem in found if stem.endswith(f"/{tail}")]
    if made.specifier.startswith(".") or len(roots) != 1:
        return False
    if _is_package(workspace, roots[0].rstrip("/"), made.file):
        return False
    inner = roots[0] + tail.split("/")[0] + "/"
    others = (workspace.resolve_import(one.file, one.specifier) for one in workspace.imports(made.file))
    return not any((target or "").startswith(inner) for target in others)


def _is_package(workspace: Workspace, folder: str, file: str) -> bool:
    """Whether ``folder`` is a package that its own modules, ``file`` among them, are imported through by its name."""
    if not folder or not file.startswith(folder + "/") or not workspace.has(f"{folder}/__init__.py"):
        return False
    name = posixpath.basename(folder)
    return any(
        (workspace.resolve_import(path, made.specifier) or "").startswith(folder + "/")
        for path in list(workspace.search(f"from {name}.", f"import {name}.", suffixes=(".py",)))[:40]
        for made in workspace.imports(path)
        if path.startswith(folder + "/") and made.specifier.startswith(name + ".")
    )


def _at_tail(workspace: Workspace, made: Import) -> str:
    """The file at the longest end of the module's path: its beginning is what is wrong."""
    parts = absolute(made).split(".")
    wanted = {imported for imported, _ in made.names if imported != "*"}
    files = [path for path in workspace.files() if path.endswith(".py") and path != made.file]
    for start in range(len(parts)):
        tail = "/" + "/".join(parts[start:])
        named = [path for path in files if f"/{_stem(path)}".endswith(tail)]
        found = [path for path in named if _has(workspace, path, wanted)] if wanted else []
        found = found or [path for path in named if _offers(workspace, path, wanted)]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def _stem(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__")


def _ends_at(made: Import, module: str) -> bool:
    """Whether the names of an import are to come out of the module itself, not out of one that lies within it."""
    return is_within(module, absolute(made)) or f".{absolute(made)}".endswith(f".{module}")


def _offers(workspace: Workspace, path: str, wanted: set[str]) -> bool:
    exports = workspace.exports(path)
    return wanted <= exports.names or not exports.is_complete


def _has(workspace: Workspace, path: str, wanted: set[str]) -> bool:
    return wanted <= workspace.exports(path).names


def _name(path: str) -> str:
    return _stem(path).rpartition("/")[2]


def _folder(path: str) -> str:
    return posixpath.dirname(_stem(path))


def _edit(workspace: Workspace, made: Import, target: str) -> Edit | None:
    """The import with the module that is there; a plain ``import a.b`` that the file uses by name is left."""
    specifier = specifier_of(workspace, made, target)
    package = posixpath.basename(_package_of(workspace, made, target)) if specifier == made.specifier else ""
    specifier = f"{package}.{specifier}" if package else specifier
    if not specifier:
        return None
    try:
        text = workspace.read(made.file)
    except WorkspaceError:
        return None
    statement = text[made.start : made.end]
    is_used = len(re.findall(rf"(?<![\w.]){re.escape(made.specifier)}(?!\w)", text)) > 1
    if not statement.startswith("from ") and " as " not in statement and is_used:
        return None
    return Edit(made.specifier_start, made.specifier_end, specifier)


def _is_asked_for(workspace: Workspace, top: str) -> bool:
    return any(name.lower() == top.lower() for package in workspace.packages() for name, _, _ in package.dependencies)
