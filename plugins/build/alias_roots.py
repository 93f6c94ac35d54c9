"""An alias that the compiler's configuration lacks, or leads to the wrong folder by."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Edit, Import, Node, Package, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.imports_specifier import SUFFIXES, without_suffix
from plugins.build.manifest import pair_of

CODE = "alias_folder"
COMPILERS = frozenset(("tsc", "vue-tsc", "next", "cra"))
MAX_FILES = 200
_HEAD = re.compile(r"[@~#$]|[@~#$][\w-]+")
_CONFIGS = ("tsconfig.app.json", "tsconfig.json", "jsconfig.json")


def find_alias_folder(workspace: Workspace, spot: Spot, made: Import) -> Cause | None:
    """Say in tsconfig.json where the alias leads; None where some import by it leads somewhere by what it says."""
    head, _, rest = made.specifier.partition("/")
    package = workspace.package_of(made.file)
    if spot.finding.tool not in COMPILERS or not rest or package is None or not _HEAD.fullmatch(head):
        return None
    config = _config(workspace, package)
    if config is None:
        return None
    file, options = config
    listed = _value(options, "paths")
    given = _value(listed, f"{head}/*") if listed is not None else None
    written = _written(workspace, package, head)
    if given is not None and any(workspace.resolve_import(one.file, one.specifier) for one in written):
        return None
    folder = alias_folder(workspace, package, head, written or [made])
    if folder is None:
        return None
    above = _value(options, "baseUrl")
    base = posixpath.normpath(posixpath.join(posixpath.dirname(file), above.text()[1:-1] if above is not None else "."))
    inside = posixpath.relpath(folder or ".", base)
    target = "./*" if inside == "." else f"{'' if inside.startswith('.') else './'}{inside}/*"
    edit = _edit(options, listed, given, f"{head}/*", target)
    if edit is None or (given is not None and f'"{target}"' in given.text()):
        return None
    said = f"{head} stands for {folder or 'the top'}, where everything that is imported by it lies."
    change = Change(file, Action.MODIFY, said, (edit,))
    sentence = f"{made.file}:{made.line} imports {made.specifier}, and {file} does not say that {head} is {folder}."
    remedy = Remedy("build_alias", f"tell the compiler what {head} is", (change,))
    return Cause(CODE, sentence, spot.place, (remedy,))


def alias_folder(workspace: Workspace, package: Package, head: str, written: list[Import]) -> str | None:
    """The one folder of the package in which everything lies that is imported by the alias."""
    root = package.root + "/" if package.root else ""
    tails = {one.specifier.split("?")[0].removeprefix(f"{head}/") for one in written}
    folders = {root.rstrip("/"), *(root + name for name in ("src", "app", "client", "lib", "source"))}
    found = [folder for folder in sorted(folders) if all(_is_there(workspace, folder, tail) for tail in tails)]
    return found[0] if len(found) == 1 else None


def _is_there(workspace: Workspace, folder: str, tail: str) -> bool:
    base = posixpath.join(folder, tail)
    if workspace.has(base):
        return True
    return any(without_suffix(path) == without_suffix(base) for path in workspace.find_like(base))


def _written(workspace: Workspace, package: Package, head: str) -> list[Import]:
    """What is imported by the alias in the package."""
    files = [
        path
        for path in workspace.search(f"'{head}/", f'"{head}/', suffixes=SUFFIXES)
        if workspace.package_of(path) == package
    ]
    return [
        one for file in files[:MAX_FILES] for one in workspace.imports(file) if one.specifier.startswith(f"{head}/")
    ]


def _config(workspace: Workspace, package: Package) -> tuple[str, Node] | None:
    """The configuration that the sources of the package are compiled by, with its options."""
    for name in _CONFIGS:
        file = posixpath.join(package.root, name)
        if not workspace.has(file):
            continue
        try:
            root = workspace.tree(file)
        except WorkspaceError:
            return None
        whole = next((child for child in root.children() if child.kind() == "object"), None)
        options = _value(whole, "compilerOptions")
        if whole is not None and options is not None and pair_of(whole, "extends") is None:
            return file, options
    return None


def _value(listed: Node | None, key: str) -> Node | None:
    pair = pair_of(listed, key) if listed is not None and listed.kind() == "object" else None
    return pair.field("value") if pair is not None else None


def _edit(options: Node, listed: Node | None, given: Node | None, key: str, target: str) -> Edit | None:
    """The mapping put in, or put right."""
    if given is not None:
        whole = given.range()
        return Edit(whole.start.index, whole.end.index, f'["{target}"]')
    entry = f'"{key}": ["{target}"]'
    if listed is not None:
        return _last(listed, entry)
    return _last(options, f'"paths": {{ {entry} }}')


def _last(listed: Node, entry: str) -> Edit | None:
    """Below the last pair, with its indentation."""
    pairs = [child for child in listed.children() if child.kind() == "pair"]
    if not pairs:
        return None
    place = pairs[-1].range()
    on_line = [pair for pair in pairs if pair.range().start.line == place.start.line]
    indent = " " * on_line[0].range().start.column
    separator = f",\n{indent}" if place.start.line != listed.range().start.line else ", "
    return Edit(place.end.index, place.end.index, f"{separator}{entry}")
