"""The workspace that plugins see: a source, with what was learnt of it kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import cast

from ast_grep_py import SgRoot

from autofix.engine.workspace.applications import find_applications
from autofix.engine.workspace.calls import find_calls
from autofix.engine.workspace.modules.components import blanked, grammar, scripts
from autofix.engine.workspace.modules.modules import Modules
from autofix.engine.workspace.modules.suffixes import COMPONENTS
from autofix.engine.workspace.names import find_definition
from autofix.engine.workspace.routes import find_routes
from autofix.engine.workspace.text import Text, decode
from autofix.sdk.source import Source
from autofix.sdk.workspace import (
    Application,
    Call,
    Definition,
    Exports,
    Import,
    Node,
    Package,
    RouteTable,
    WorkspaceError,
)

MAX_TEXT_BYTES = 2 * 1024 * 1024
MAX_OPEN_COMMENTS = 500

LANGUAGES = {
    ".js": "javascript",
    ".jsx": "javascript",
    ".mjs": "javascript",
    ".cjs": "javascript",
    ".ts": "typescript",
    ".mts": "typescript",
    ".cts": "typescript",
    ".tsx": "tsx",
    ".py": "python",
    ".json": "json",
}


class Snapshot:
    """A workspace over ``source``; whatever it reads or parses, it does once."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._files = tuple(source.files())
        self._known = frozenset(self._files)
        self._texts: dict[str, Text | WorkspaceError] = {}
        self._trees: dict[str, Node] = {}
        self._bytes: dict[str, bytes] = {}
        self._definitions: dict[tuple[str, str], Definition | None] = {}
        self._applications: tuple[Application, ...] | None = None
        self._calls: tuple[Call, ...] | None = None
        self._routes: dict[Application, RouteTable] = {}
        self._modules = Modules(self)

    def files(self) -> Sequence[str]:
        """Every file, sorted; installed dependencies and ignored files are left out."""
        return self._files

    def has(self, path: str) -> bool:
        """Whether ``path`` is one of ``files()``."""
        return path in self._known

    def is_ignored(self, path: str) -> bool:
        """Whether ``path`` exists but is kept out of the repository by its ignore rules."""
        return path not in self._known and self.source.is_ignored(path)

    def text(self, path: str) -> Text:
        """The text of a file with its byte-order mark and line ends; raises ``WorkspaceError``."""
        if path not in self._texts:
            try:
                self._texts[path] = decode(self._read(path), path)
            except WorkspaceError as error:
                self._texts[path] = error
        found = self._texts[path]
        if isinstance(found, WorkspaceError):
            raise found
        return found

    def read(self, path: str) -> str:
        """The text of a file without its byte-order mark; raises ``WorkspaceError``."""
        return self.text(path).content

    def tree(self, path: str) -> Node:
        """The root of the file's syntax tree; raises ``WorkspaceError``.

        Of a component (.vue, .svelte, .astro) it is the tree of its scripts, at their own places in the file.
        """
        if path not in self._trees:
            text = self.read(path)
            language = LANGUAGES.get(PurePosixPath(path).suffix)
            if path.endswith(COMPONENTS):
                parts = scripts(text, path)
                text, language = blanked(text, parts), grammar(parts)
            if language is None:
                raise WorkspaceError(f"{path} is in no language that AutoFix parses")
            # The parser reads each open comment to the end of the file, in quadratic time all told.
            if text.count("/*", text.rfind("*/") + 1) > MAX_OPEN_COMMENTS:
                raise WorkspaceError(f"{path} opens more than {MAX_OPEN_COMMENTS} comments that never end")
            self._trees[path] = cast(Node, SgRoot(text, language).root())
        return self._trees[path]

    def search(self, *needles: str, suffixes: Iterable[str] = ()) -> Sequence[str]:
        """The text files, of these suffixes if any are given, that contain one of ``needles``."""
        endings = tuple(suffixes)
        wanted = [needle.encode() for needle in needles]
        found = []
        for path in self._files:
            if endings and not path.endswith(endings):
                continue
            try:
                # Most files hold none of the needles, and only one that does is worth decoding.
                if any(needle in self._read(path) for needle in wanted) and self.text(path):
                    found.append(path)
            except WorkspaceError:
                continue
        return tuple(found)

    def definition(self, path: str, name: str) -> Definition | None:
        """What ``name`` (``x`` or ``module.x``) stands for in ``path``, followed through imports."""
        key = (path, name)
        if key not in self._definitions:
            self._definitions[key] = find_definition(self, path, name)
        return self._definitions[key]

    def resolve_import(self, path: str, specifier: str) -> str | None:
        """The file of this repository that ``specifier`` means in ``path``; None for a package."""
        return self._modules.resolve(path, specifier)

    def imports(self, path: str) -> Sequence[Import]:
        """The imports and re-exports of a file, in its order; none if it cannot be read."""
        return self._modules.imports(path)

    def exports(self, path: str) -> Exports:
        """What a file exports, ``export *`` followed inside the repository."""
        return self._modules.exports(path)

    def exporters(self, name: str) -> Sequence[str]:
        """The files that export ``name`` themselves rather than pass it on; sorted."""
        return self._modules.exporters(name)

    def find_like(self, path: str) -> Sequence[str]:
        """The files whose path is ``path`` but for its case, its extension or a trailing ``index``; sorted."""
        return self._modules.find_like(path)

    def packages(self) -> Sequence[Package]:
        """The manifests of the repository, sorted by path."""
        return self._modules.packages()

    def package_of(self, path: str) -> Package | None:
        """The nearest manifest at or above the folder of ``path``, of the ecosystem the file belongs to."""
        return self._modules.package_of(path)

    def calls(self) -> Sequence[Call]:
        """The requests that front ends, tests and servers of this repository make, by file and place."""
        if self._calls is None:
            self._calls = find_calls(self)
        return self._calls

    def applications(self) -> Sequence[Application]:
        """The servers found here, the likeliest first."""
        if self._applications is None:
            self._applications = find_applications(self)
        return self._applications

    def routes(self, application: Application) -> RouteTable:
        """The routes ``application`` serves."""
        if application not in self._routes:
            self._routes[application] = find_routes(self, application)
        return self._routes[application]

    def _read(self, path: str) -> bytes:
        if path not in self._known:
            raise WorkspaceError(f"{path} is not in the repository")
        if path not in self._bytes:
            self._bytes[path] = self.source.read_bytes(path, MAX_TEXT_BYTES)
        return self._bytes[path]
