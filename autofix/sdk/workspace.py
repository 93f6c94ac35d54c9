"""The read-only view of a repository that plugins work on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


class WorkspaceError(Exception):
    """A file cannot be read as text: absent, binary, too large, not UTF-8, or a link out."""


class Position(Protocol):
    """A place in a text; ``index`` counts code points, ``line`` and ``column`` count from 0."""

    @property
    def index(self) -> int: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Range(Protocol):
    """Where a node stands."""

    @property
    def start(self) -> Position: ...
    @property
    def end(self) -> Position: ...


class Node(Protocol):
    """A node of a concrete syntax tree, in the words of its tree-sitter grammar.

    The methods are those of ast-grep's ``SgNode``, which implements it.
    """

    def kind(self) -> str: ...
    def text(self) -> str: ...
    def range(self) -> Range: ...
    def is_named(self) -> bool: ...
    def parent(self) -> Node | None: ...
    def children(self) -> list[Node]: ...
    def field(self, name: str) -> Node | None: ...
    def ancestors(self) -> list[Node]: ...
    def next(self) -> Node | None: ...
    def prev(self) -> Node | None: ...
    def find(self, *, kind: str = ..., pattern: str = ...) -> Node | None: ...
    def find_all(self, *, kind: str = ..., pattern: str = ...) -> list[Node]: ...


@dataclass(frozen=True)
class Definition:
    """What a name stands for: the expression it was bound to, and the file that holds it."""

    file: str
    node: Node


@dataclass(frozen=True)
class Route:
    """A route that an application serves.

    ``path`` is whole, mounts and prefixes included, with parameters as
    ``:name``; a trailing ``*`` stands for any rest. ``method`` is upper case,
    ``*`` for any. ``line`` counts from 1.
    """

    method: str
    path: str
    file: str
    line: int


@dataclass(frozen=True)
class RouteTable:
    """The routes of one application; ``is_complete`` is false where some mount could not be followed."""

    routes: tuple[Route, ...]
    is_complete: bool


@dataclass(frozen=True)
class Application:
    """A server in the repository and how it really starts.

    ``framework`` is ``express`` or ``flask``; ``ecosystem`` is ``npm`` or
    ``pip``. ``root`` is the folder it runs in and holds ``manifest``, if there
    is one. ``entry`` is the file that starts it, ``source`` the one that creates the
    application object and ``variable`` its name there. ``build`` runs before ``start``, both are
    shell commands with the ecosystem's tools on the path; ``start`` is empty
    when no way to start it was found. ``port`` is where it listens by itself,
    None if the code does not say, and ``port_variable`` the environment
    variable that changes it.
    """

    framework: str
    ecosystem: str
    root: str
    entry: str
    source: str
    variable: str
    manifest: str | None
    start: str
    build: str = ""
    test: str = ""
    port: int | None = None
    port_variable: str | None = None


class Workspace(Protocol):
    """A commit or a folder, read-only. Paths are relative, with forward slashes."""

    def files(self) -> Sequence[str]:
        """Every file, sorted; installed dependencies and ignored files are left out."""
        ...

    def has(self, path: str) -> bool:
        """Whether ``path`` is one of ``files()``."""
        ...

    def is_ignored(self, path: str) -> bool:
        """Whether ``path`` exists but is kept out of the repository by its ignore rules."""
        ...

    def read(self, path: str) -> str:
        """The text of a file without its byte-order mark; raises ``WorkspaceError``."""
        ...

    def tree(self, path: str) -> Node:
        """The root of the file's syntax tree; raises ``WorkspaceError``."""
        ...

    def search(self, *needles: str, suffixes: Iterable[str] = ()) -> Sequence[str]:
        """The text files, of these suffixes if any are given, that contain one of ``needles``."""
        ...

    def definition(self, path: str, name: str) -> Definition | None:
        """What ``name`` (``x`` or ``module.x``) stands for in ``path``, followed through imports."""
        ...

    def resolve_import(self, path: str, specifier: str) -> str | None:
        """The file of this repository that ``specifier`` means in ``path``; None for a package."""
        ...

    def applications(self) -> Sequence[Application]:
        """The servers found here, the likeliest first."""
        ...

    def routes(self, application: Application) -> RouteTable:
        """The routes ``application`` serves."""
        ...
