"""How the files of one repository import each other, with all that was learnt of it kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from autofix.engine.workspace.modules.exporters import find_exporters
from autofix.engine.workspace.modules.exports import ExportReader
from autofix.engine.workspace.modules.imports_javascript import javascript_imports
from autofix.engine.workspace.modules.imports_python import python_imports
from autofix.engine.workspace.modules.index import FileIndex, inside
from autofix.engine.workspace.modules.packages import find_packages, nearest_package
from autofix.engine.workspace.modules.resolve_javascript import JavaScriptResolver
from autofix.engine.workspace.modules.resolve_python import PythonResolver
from autofix.engine.workspace.modules.suffixes import SCRIPTS
from autofix.sdk.workspace import Exports, Import, Package, Workspace, WorkspaceError


class Modules:
    """Imports, exports and manifests of ``workspace``; nothing is read before it is asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._index = FileIndex(workspace.files())
        self._javascript = JavaScriptResolver(workspace, self._index)
        self._python = PythonResolver(workspace, self._index)
        self._reader = ExportReader(workspace, self._index)
        self._imports: dict[str, tuple[Import, ...]] = {}
        self._exporters: dict[str, tuple[str, ...]] = {}
        self._resolved: dict[tuple[str, str], str | None] = {}

    def imports(self, path: str) -> Sequence[Import]:
        """The imports and re-exports of a file, in its order; none if it cannot be read."""
        if path not in self._imports:
            try:
                self._imports[path] = self._read_imports(path)
            except (WorkspaceError, RecursionError):
                self._imports[path] = ()
        return self._imports[path]

    def exports(self, path: str) -> Exports:
        """What a file exports, ``export *`` followed inside the repository."""
        return self._reader.exports(path)

    def exporters(self, name: str) -> Sequence[str]:
        """The files that export ``name`` themselves rather than pass it on; sorted."""
        if name not in self._exporters:
            self._exporters[name] = find_exporters(self._workspace, self._reader, name)
        return self._exporters[name]

    def find_like(self, path: str) -> Sequence[str]:
        """The files whose path is ``path`` but for its case, its extension or a trailing ``index``; sorted."""
        return self._index.like(path)

    def packages(self) -> Sequence[Package]:
        """The manifests of the repository, sorted by path."""
        return self._packages

    def package_of(self, path: str) -> Package | None:
        """The nearest manifest at or above the folder of ``path``, of the ecosystem the file belongs to."""
        return nearest_package(self._packages, path)

    def resolve(self, path: str, specifier: str) -> str | None:
        """The file of this repository that ``specifier`` means in ``path``; None for a package."""
        key = (path, specifier)
        plain = inside(path)
        if not plain:
            return None
        if key not in self._resolved:
            resolver = self._python if path.endswith((".py", ".pyi")) else self._javascript
            self._resolved[key] = resolver.resolve(plain, specifier)
        return self._resolved[key]

    @cached_property
    def _packages(self) -> tuple[Package, ...]:
        return find_packages(self._workspace, self._index)

    def _read_imports(self, path: str) -> tuple[Import, ...]:
        if path.endswith(".py"):
            return python_imports(path, self._workspace.tree(path))
        if not path.endswith(SCRIPTS):
            return ()
        return javascript_imports(path, self._workspace.read(path), self._workspace.tree(path))
