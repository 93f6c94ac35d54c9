"""The workspace that plugins see: a source, with what was learnt of it kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import cast

from ast_grep_py import SgRoot

from autofix.engine.workspace.applications import find_applications
from autofix.engine.workspace.names import find_definition, resolve_import
from autofix.engine.workspace.routes import find_routes
from autofix.engine.workspace.text import Text, decode
from autofix.sdk.source import Source
from autofix.sdk.workspace import Application, Definition, Node, RouteTable, WorkspaceError

MAX_TEXT_BYTES = 2 * 1024 * 1024

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
        self._routes: dict[Application, RouteTable] = {}

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
        """The root of the file's syntax tree; raises ``WorkspaceError``."""
        if path not in self._trees:
            language = LANGUAGES.get(PurePosixPath(path).suffix)
            if language is None:
                raise WorkspaceError(f"{path} is in no language that AutoFix parses")
            self._trees[path] = cast(Node, SgRoot(self.read(path), language).root())
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
        return resolve_import(self, path, specifier)

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
