"""A name that a module of the repository does not have: defined elsewhere here, or called otherwise there."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Import, Workspace
from plugins.build.cause import Remedy
from plugins.build.packages import is_alike
from plugins.build.python_edits import absolute, specifier_of, split_import, without_names
from plugins.build.python_lint import statement_removed
from plugins.build.python_renaming import renaming, text_of
from plugins.build.python_routers import the_router


def inside(workspace: Workspace, made: Import, name: str, hint: str | None) -> Remedy | None:
    """A name of this repository: defined in another module, or spelt otherwise in the same."""
    target = workspace.resolve_import(made.file, made.specifier)
    if target is None:
        return _in_folder(workspace, made, name)
    text = text_of(workspace, made.file)
    others = [path for path in workspace.exporters(name) if path.endswith(".py") and path not in (target, made.file)]
    # What only imports the name itself may fail in the same way.
    others = [path for path in others if not _takes(workspace, path, name)]
    router = the_router(workspace, made, name)
    if router is not None:
        return router
    offered = workspace.exports(target).names | _submodules(workspace, target)
    alike = sorted(other for other in offered if is_alike(name, other) or _letters(name) == _letters(other))
    alike = alike or _longer(workspace, target, name)
    if others and alike:
        return None
    if len(others) == 1:
        specifier = specifier_of(workspace, made, others[0])
        changes = [
            Change(one.file, Action.MODIFY, f"Take {name} from {others[0]}, which defines it.", (edit,))
            for one in (made, *_alike_elsewhere(workspace, made, name, target))
            if (edit := _moved(workspace, one, name, others[0])) is not None
        ]
        if not changes or changes[0].file != made.file:
            return None
        return Remedy("build_name_moved", f"import {name} from {specifier}", tuple(changes))
    if len(alike) == 1 and hint in (None, alike[0]):
        is_bound = re.search(rf"(?m)^[ \t]*{re.escape(name)}[ \t]*(?::[^=\n]+)?=[^=]", text) is not None
        if is_bound or _is_passed_on(workspace, made, name):
            return _aliased(text, made, name, alike[0])
        changes = [
            Change(one.file, Action.MODIFY, f"Import {alike[0]}, which is what {target} has.", edits)
            for one in (made, *_alike_elsewhere(workspace, made, name, target))
            if (edits := renaming(workspace, text_of(workspace, one.file), one, name, one.specifier, alike[0]))
        ]
        if changes and changes[0].file == made.file:
            return Remedy("build_name", f"import {alike[0]}", tuple(changes))
    return None if others or alike else _dropped(workspace, text, made, name, target)


def _dropped(workspace: Workspace, text: str, made: Import, name: str, target: str) -> Remedy | None:
    """The import without the names that are nowhere and that nothing in the file uses; none if one of them is used."""
    offered = workspace.exports(target).names | _submodules(workspace, target)
    gone = [imported for imported, _ in made.names if imported not in offered]
    rest = text[: made.start] + text[made.end :]
    for one in gone:
        is_used = re.search(rf"\b{re.escape(one)}\b", rest) is not None or (one, one) not in made.names
        if is_used or workspace.exporters(one) or _is_passed_on(workspace, made, one):
            return None
    edits = without_names(text, made, gone) if name in gone else ()
    if not edits:
        return None
    listed = ", ".join(gone)
    change = Change(made.file, Action.MODIFY, f"Leave {listed} out, which nothing uses and no module has.", edits)
    return Remedy("build_name_dropped", f"leave {listed} out", (change,))


def without_unused(workspace: Workspace, text: str, made: Import) -> Remedy | None:
    """The file without an import that nothing in it uses and nobody takes from it."""
    rest = text[: made.start] + text[made.end :]
    names = [local for _, local in made.names]
    if any(re.search(rf"\b{re.escape(name)}\b", rest) or _is_passed_on(workspace, made, name) for name in names):
        return None
    gone = statement_removed(text, made.start, made.end) if names and "*" not in names else None
    if gone is None:
        return None
    listed = ", ".join(names)
    change = Change(made.file, Action.MODIFY, f"Leave {listed} out, which nothing here uses.", (gone,))
    return Remedy("build_name_dropped", f"leave {listed} out", (change,))


def _takes(workspace: Workspace, path: str, name: str) -> bool:
    return any(local == name for one in workspace.imports(path) for _, local in one.names)


def _moved(workspace: Workspace, made: Import, name: str, home: str) -> Edit | None:
    specifier = specifier_of(workspace, made, home)
    if not specifier or _imports(workspace, home, made.file):
        return None
    return split_import(text_of(workspace, made.file), made, name, specifier)


def _alike_elsewhere(workspace: Workspace, made: Import, name: str, target: str) -> list[Import]:
    """The imports of other files that fail in the same way; what a ``try`` guards is meant to, and tests stay."""
    found = []
    for path in list(workspace.search(name, suffixes=(".py",)))[:60]:
        if path == made.file or re.search(r"(?:^|/)(?:tests?/|test_[^/]*$|conftest\.py$)", path):
            continue
        text = text_of(workspace, path)
        for one in workspace.imports(path):
            is_same = any(imported == name and local == name for imported, local in one.names)
            if is_same and text[one.start - 1 : one.start] in ("", "\n") and text.startswith("from ", one.start):
                found += [one] if workspace.resolve_import(path, one.specifier) == target else []
    # Two statements of one file would be written over each other.
    return [one for one in found if sum(other.file == one.file for other in found) == 1]


def past_package(workspace: Workspace, made: Import | None, name: str) -> Remedy | None:
    """A module that takes a name from its own package, which is still loading it: take it where it is defined."""
    target = workspace.resolve_import(made.file, made.specifier) if made else None
    if made is None or target is None or not target.endswith("__init__.py"):
        return None
    folder = target.removesuffix("__init__.py")
    homes = [path for path in workspace.exporters(name) if path.startswith(folder) and path not in (target, made.file)]
    if not made.file.startswith(folder) or len(homes) != 1 or _imports(workspace, homes[0], made.file):
        return None
    specifier = specifier_of(workspace, made, homes[0])
    edit = split_import(text_of(workspace, made.file), made, name, specifier) if specifier else None
    if edit is None:
        return None
    change = Change(made.file, Action.MODIFY, f"Take {name} from {homes[0]}, past the package that loads it.", (edit,))
    return Remedy("build_name_moved", f"import {name} from {specifier}", (change,))


def _in_folder(workspace: Workspace, made: Import, name: str) -> Remedy | None:
    """A name out of a folder without ``__init__.py``: it stands in one of the modules that lie there."""
    folder = absolute(made).replace(".", "/")
    homes = [path for path in workspace.exporters(name) if f"/{path.rpartition('/')[0]}".endswith("/" + folder)]
    specifier = specifier_of(workspace, made, homes[0]) if len(homes) == 1 and homes[0] != made.file else ""
    edit = split_import(text_of(workspace, made.file), made, name, specifier) if specifier else None
    if edit is None or _imports(workspace, homes[0], made.file):
        return None
    change = Change(made.file, Action.MODIFY, f"Take {name} from {homes[0]}, which defines it.", (edit,))
    return Remedy("build_name_moved", f"import {name} from {specifier}", (change,))


def _is_passed_on(workspace: Workspace, made: Import, name: str) -> bool:
    """Whether other files take the name through this one."""
    return any(
        workspace.resolve_import(path, one.specifier) == made.file
        for path in list(workspace.search(name, suffixes=(".py",)))[:80]
        for one in workspace.imports(path)
        if path != made.file and any(imported == name for imported, _ in one.names)
    )


def _aliased(text: str, made: Import, name: str, called: str) -> Remedy | None:
    """The new name under the old one, which others go on to use."""
    found = list(re.finditer(rf"(?<![\w.]){re.escape(name)}(?!\w)(?!\s+as\b)", text[made.specifier_end : made.end]))
    if len(found) != 1:
        return None
    start = made.specifier_end + found[0].start()
    edit = Edit(start, start + len(name), f"{called} as {name}")
    change = Change(made.file, Action.MODIFY, f"Import {called} as {name}, which is bound or imported so.", (edit,))
    return Remedy("build_name", f"import {called}", (change,))


def _longer(workspace: Workspace, target: str, name: str) -> list[str]:
    """The one class or function of the module whose name has every word of ``name`` in order, and more."""
    words = _words(name)
    defined = set(re.findall(r"(?m)^(?:async\s+)?(?:def|class)\s+(\w+)", text_of(workspace, target)))
    found = [other for other in defined if _is_within(words, _words(other)) and name[0].isupper() == other[0].isupper()]
    return found if len(words) > 1 and len(found) == 1 else []


def _letters(name: str) -> str:
    return name.replace("_", "").lower()


def _words(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)]


def _is_within(words: list[str], others: list[str]) -> bool:
    left = iter(others)
    return all(word in left for word in words)


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
