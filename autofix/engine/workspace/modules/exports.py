"""What files export, with ``export *`` followed through the repository."""

from __future__ import annotations

import posixpath

from autofix.engine.workspace.modules.components import blanked, scripts
from autofix.engine.workspace.modules.documents import read_json, read_text
from autofix.engine.workspace.modules.exports_common import read_common_exports
from autofix.engine.workspace.modules.exports_javascript import imported_locals, read_exports
from autofix.engine.workspace.modules.exports_python import listed_exports, python_exports
from autofix.engine.workspace.modules.found_exports import FoundExports
from autofix.engine.workspace.modules.index import FileIndex
from autofix.engine.workspace.modules.suffixes import COMPONENTS, JAVASCRIPT
from autofix.sdk.workspace import Exports, Workspace, WorkspaceError

MAX_FILES = 300
UNKNOWN = Exports(frozenset(), is_complete=False)


class ExportReader:
    """Reads the exports of files, each once."""

    def __init__(self, workspace: Workspace, index: FileIndex) -> None:
        self._workspace = workspace
        self._index = index
        self._found: dict[str, FoundExports | None] = {}
        self._exports: dict[str, Exports] = {}

    def exports(self, path: str) -> Exports:
        """What ``path`` exports; a ``.json``, a style or a picture exports ``default``."""
        if path not in self._exports:
            self._exports[path] = self._read(path)
        return self._exports[path]

    def found(self, path: str) -> FoundExports | None:
        """What the file alone tells; None when it cannot be read."""
        if path not in self._found:
            try:
                self._found[path] = self._parse(path)
            except (WorkspaceError, RecursionError):
                self._found[path] = None
        return self._found[path]

    def _read(self, path: str) -> Exports:
        if not self._workspace.has(path):
            return UNKNOWN
        if path.endswith(".py"):
            return self._python(path)
        if path.endswith((*JAVASCRIPT, *COMPONENTS)):
            return self._javascript(path)
        if path.endswith(".json"):
            return Exports(frozenset(("default", *read_json(self._workspace, path))), is_complete=True)
        return Exports(frozenset(("default",)), is_complete=False)

    def _parse(self, path: str) -> FoundExports:
        if path.endswith(".py"):
            return python_exports(self._workspace.tree(path))
        found = FoundExports()
        text, root = self._workspace.read(path), self._workspace.tree(path)
        if path.endswith(COMPONENTS):
            found.own.add("default")
            parts = scripts(text, path)
            outside = [p for p in parts if not p.is_module] if path.endswith(".svelte") else []
            if path.endswith(".astro") or (outside and len(outside) == len(parts)):
                # What a Svelte component's own script exports are its properties.
                return found
            text = blanked(text, parts)
            if outside:
                found.is_complete = False
        if "export" in text:
            imported = imported_locals(path, text, root)
            read_exports(root, imported, found)
            if path.endswith(JAVASCRIPT):
                read_common_exports(text, root, imported, found)
        return found

    def _javascript(self, path: str) -> Exports:
        names: set[str] = set()
        is_complete = True
        pending = [(path, True)]
        seen = {path}
        while pending:
            file, with_default = pending.pop()
            found = self.found(file)
            if found is None:
                is_complete = False
                names.update(("default",) if file.endswith(".json") else ())
                continue
            names |= found.names if with_default else found.names - {"default"}
            is_complete = is_complete and found.is_complete
            stars = [(specifier, False) for specifier in found.stars]
            for specifier, whole in [*stars, *((s, True) for s in found.whole_stars)]:
                target = self._workspace.resolve_import(file, specifier)
                if target is None or len(seen) >= MAX_FILES or not target.endswith((*JAVASCRIPT, *COMPONENTS)):
                    is_complete = False
                elif target not in seen:
                    seen.add(target)
                    pending.append((target, whole))
        return Exports(frozenset(names), is_complete)

    def _python(self, path: str) -> Exports:
        names: set[str] = set()
        is_complete = True
        pending = [path]
        seen = {path}
        while pending:
            file = pending.pop()
            found = self.found(file)
            if found is None:
                is_complete = False
                continue
            listed = self._listed(file) if file != path else None
            visible = {name for name in found.names if file == path or not name.startswith("_")}
            names |= visible if listed is None else set(listed)
            is_complete = is_complete and found.is_complete
            for specifier in found.stars if listed is None else ():
                target = self._workspace.resolve_import(file, specifier)
                if target is None or len(seen) >= MAX_FILES:
                    is_complete = False
                elif target not in seen:
                    seen.add(target)
                    pending.append(target)
        return Exports(frozenset(names | self._submodules(path)), is_complete)

    def _listed(self, path: str) -> tuple[str, ...] | None:
        return listed_exports(self._workspace.tree(path)) if "__all__" in read_text(self._workspace, path) else None

    def _submodules(self, path: str) -> set[str]:
        """The modules of a package can be imported from it by name."""
        folder, name = posixpath.split(path)
        if name != "__init__.py":
            return set()
        modules = {entry[:-3] for entry in self._index.folders.get(folder, ()) if entry.endswith(".py")}
        packages = {
            other[len(folder) + 1 :] for other in self._index.folders if other.startswith(f"{folder}/") and folder
        }
        return (modules | {name for name in packages if "/" not in name}) - {"__init__"}
