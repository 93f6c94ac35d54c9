"""A module of this repository that is imported from where it is not."""

from __future__ import annotations

import posixpath
from functools import partial

from autofix.sdk import Action, Change, Edit, Import, Location, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.known_python import distribution_of
from plugins.build.packages import is_alike
from plugins.build.python_edits import absolute, importers, is_within, specifier_of

CODE = "module_path"


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


def find_local(workspace: Workspace, spot: Spot, module: str) -> Cause:
    """Where the module is now, if that is certain; and every import of it that has to follow."""
    made = [one for one in importers(workspace, module, spot.file) if _fails(workspace, one)]
    if not made:
        return _elsewhere(workspace, spot, module)
    place = spot.place or Location(made[0].file, made[0].line)
    sentence = f"{made[0].file}:{made[0].line} imports {module}, and there is no such module."
    targets = {_target(workspace, one, module) for one in made}
    if len(targets) != 1 or not (target := targets.pop()):
        return recommend(CODE, sentence, f"No one file here is certainly meant by {module}: correct the import.", place)
    edits: dict[str, list[Edit]] = {}
    for one in made:
        edit = _edit(workspace, one, module, target)
        if edit is None:
            return recommend(CODE, sentence, f"{target} may be meant: correct the import.", place)
        edits.setdefault(one.file, []).append(edit)
    change = partial(Change, action=Action.MODIFY, description=f"Import {target}, which is what there is.")
    changes = tuple(change(file, edits=tuple(dict.fromkeys(found))) for file, found in edits.items())
    return Cause(CODE, sentence, place, (Remedy("build_module_path", f"import {target}", changes),))


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
    return workspace.resolve_import(made.file, made.specifier) is None


def _target(workspace: Workspace, made: Import, module: str) -> str:
    """The one file that is meant; empty where none is or several may be."""
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
    return alike[0] if len(alike) == 1 else ""


def _ends_at(made: Import, module: str) -> bool:
    """Whether the names of an import are to come out of the module itself."""
    return is_within(module, absolute(made)) or absolute(made).endswith(module)


def _offers(workspace: Workspace, path: str, wanted: set[str]) -> bool:
    exports = workspace.exports(path)
    return wanted <= exports.names or not exports.is_complete


def _name(path: str) -> str:
    stem = path.removesuffix(".py").removesuffix("/__init__")
    return stem.rpartition("/")[2]


def _folder(path: str) -> str:
    return posixpath.dirname(path.removesuffix(".py").removesuffix("/__init__"))


def _edit(workspace: Workspace, made: Import, module: str, target: str) -> Edit | None:
    """The import with the module that is there; a plain ``import a.b`` that the file uses by name is left."""
    specifier = specifier_of(workspace, made, target)
    if not specifier or not _ends_at(made, module):
        return None
    try:
        statement = workspace.read(made.file)[made.start : made.end]
    except WorkspaceError:
        return None
    if not statement.startswith("from ") and " as " not in statement:
        return None
    return Edit(made.specifier_start, made.specifier_end, specifier)


def _is_asked_for(workspace: Workspace, top: str) -> bool:
    return any(name.lower() == top.lower() for package in workspace.packages() for name, _, _ in package.dependencies)
