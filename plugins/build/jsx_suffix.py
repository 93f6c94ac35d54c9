"""JSX in files that end with .js, which Vite and esbuild do not read it in: the files are renamed."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Edit, Import, Node, Workspace
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.imports_specifier import SUFFIXES
from plugins.build.names_source import open_source

CODE = "jsx_in_js"
MAX_RENAMED = 20
_TOLD = re.compile(
    r"If you are using JSX, make sure to name the file|JSX syntax extension is not currently enabled|"
    r"^Expression expected|^Unexpected (?:token|JSX expression)|The esbuild loader for this file is currently set to",
)
_NAMES = {".js": ".jsx", ".ts": ".tsx"}
_ELEMENTS = ("jsx_element", "jsx_self_closing_element", "jsx_fragment")
_TOOLS = frozenset(("vite", "rollup", "esbuild"))


def find_jsx(workspace: Workspace, spot: Spot) -> Cause | None:
    """Name the file, and those the build would stop at next, by what they hold; None for another fault."""
    suffix = posixpath.splitext(spot.file)[1]
    if spot.finding.tool not in _TOOLS or suffix not in _NAMES or _TOLD.search(spot.finding.message) is None:
        return None
    if not _holds_jsx(workspace, spot.file):
        return None
    package = workspace.package_of(spot.file)
    root = package.root + "/" if package is not None and package.root else ""
    tools = {name for name, _, _ in package.dependencies} if package is not None else set()
    sentence = f"{spot.file} holds JSX, which {spot.finding.tool} reads in files called {_NAMES[suffix]} alone."
    others = [path for path in workspace.files() if path.endswith(suffix) and path.startswith(root)]
    folder = spot.file[len(root) :].partition("/")[0]
    inside = [path for path in others if path.startswith(f"{root}{folder}/") and _holds_jsx(workspace, path)]
    files = list(dict.fromkeys([spot.file, *inside]))
    if len(files) > MAX_RENAMED or "react-scripts" in tools:
        reason = f"{len(files)} files hold JSX: rename them, or have the configuration read JSX in {suffix} files."
        return recommend(CODE, sentence, reason, spot.place)
    renamed = {path: posixpath.splitext(path)[0] + _NAMES[suffix] for path in files}
    if any(workspace.has(path) for path in renamed.values()):
        return None
    changes = _changes(workspace, renamed, suffix)
    remedy = Remedy("build_jsx_suffix", f"call it {posixpath.basename(renamed[spot.file])}", changes)
    return Cause(CODE, sentence, spot.place, (remedy,))


def _changes(workspace: Workspace, renamed: dict[str, str], suffix: str) -> tuple[Change, ...]:
    """The renames, and the imports that name one of the files with its suffix."""
    edits: dict[str, list[Edit]] = {path: [] for path in renamed}
    names = [posixpath.basename(path) for path in renamed]
    for file in workspace.search(*names, suffixes=SUFFIXES):
        for made in workspace.imports(file):
            if _names_one(workspace, made, renamed, suffix):
                end = made.specifier_end
                edits.setdefault(file, []).append(Edit(end - len(suffix), end, _NAMES[suffix]))
    for page in (path for path in workspace.files() if posixpath.basename(path) == "index.html"):
        text = workspace.read(page)
        folder = posixpath.dirname(page)
        for match in re.finditer(r"<script[^>]*\ssrc=[\"'](?P<src>[^\"']+)[\"']", text):
            if posixpath.normpath(posixpath.join(folder, match["src"].lstrip("/"))) in renamed:
                end = match.end("src")
                edits.setdefault(page, []).append(Edit(end - len(suffix), end, _NAMES[suffix]))
    made_changes = []
    for file, found in edits.items():
        if file in renamed:
            said = "It holds JSX."
            new = renamed[file]
            made_changes.append(Change(file, Action.RENAME, said, tuple(found), new_file=new))
        else:
            made_changes.append(Change(file, Action.MODIFY, "It names a file that is renamed.", tuple(found)))
    return tuple(made_changes)


def _names_one(workspace: Workspace, made: Import, renamed: dict[str, str], suffix: str) -> bool:
    return made.specifier.endswith(suffix) and workspace.resolve_import(made.file, made.specifier) in renamed


def _holds_jsx(workspace: Workspace, file: str) -> bool:
    source = open_source(workspace, file)
    return source is not None and any(_found(source.root, kind) for kind in _ELEMENTS)


def _found(root: Node, kind: str) -> bool:
    try:
        return root.find(kind=kind) is not None
    except RuntimeError:
        # The grammar of TypeScript without JSX knows no such node.
        return False
