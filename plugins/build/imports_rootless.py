"""An import written from the top of the project, where nothing in the configuration says that it may be."""

from __future__ import annotations

import posixpath

from autofix.sdk import Action, Change, Edit, Import, Workspace
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.imports_intended import intended
from plugins.build.imports_specifier import ASSETS, SUFFIXES, TESTS, stem, without_suffix

CODE = "import_from_the_top"
MAX_ALIKE = 3
MAX_SEARCHED = 60


def find_rootless(workspace: Workspace, spot: Spot, made: Import) -> Cause | None:
    """Write it as a relative one; None where it is a package's, or where so many are written so that an alias lacks."""
    head, _, rest = made.specifier.partition("/")
    package = workspace.package_of(made.file)
    if package is None or not rest or head.startswith((".", "@", "~", "#", "/")):
        return None
    if head in {name for name, _, _ in package.dependencies}:
        return None
    root = package.root + "/" if package.root else ""
    above = next((top for top in (root, f"{root}src/") if _is_folder(workspace, f"{top}{head}/")), None)
    if above is None:
        return None
    alike = [one for one in _written_so(workspace, head, root) if one.file != made.file]
    if len(alike) > MAX_ALIKE:
        return None
    path = _meant(workspace, made, above + made.specifier)
    if path is None:
        return None
    target = path if path.endswith(ASSETS) or made.specifier.endswith(SUFFIXES) else without_suffix(path)
    relative = posixpath.relpath(target, posixpath.dirname(made.file) or ".")
    specifier = relative if relative.startswith(".") else f"./{relative}"
    said = f"Import {path} from where this file is."
    edit = Edit(made.specifier_start, made.specifier_end, specifier)
    remedy = Remedy("build_import_path", f"import {specifier}", (Change(made.file, Action.MODIFY, said, (edit,)),))
    sentence = f"{made.file}:{made.line} imports {made.specifier} from the top, which nothing is configured for."
    return Cause(CODE, sentence, spot.place, (remedy,))


def _meant(workspace: Workspace, made: Import, base: str) -> str | None:
    """The file at ``base``, else the one that is meant by it."""
    if workspace.has(base):
        return base
    like = [path for path in workspace.find_like(base) if stem(without_suffix(path)) == stem(base)]
    if len(like) == 1:
        return like[0]
    wanted = frozenset(imported for imported, _ in made.names if imported != "*")
    found = intended(workspace, made, base, wanted)
    return found[0] if len(found) == 1 else None


def _written_so(workspace: Workspace, head: str, root: str) -> list[Import]:
    files = [path for path in workspace.search(f"'{head}/", f'"{head}/', suffixes=SUFFIXES) if path.startswith(root)]
    return [
        one
        for file in [path for path in files if not TESTS.search(path)][:MAX_SEARCHED]
        for one in workspace.imports(file)
        if one.specifier.startswith(f"{head}/")
    ]


def _is_folder(workspace: Workspace, folder: str) -> bool:
    return any(path.startswith(folder) for path in workspace.files())
