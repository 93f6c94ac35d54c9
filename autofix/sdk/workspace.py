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

    ``framework`` is ``express``, ``fastify``, ``koa``, ``nest``, ``next``, ``nuxt``, ``flask``, ``fastapi`` or
    ``django``; ``ecosystem`` is ``npm`` or
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


@dataclass(frozen=True)
class UrlPiece:
    """A piece of the address that a call is put together from.

    A literal has its ``text`` and, where it stands in a file, ``file`` and the code points ``start`` to ``end``
    between its quotes; a hole has only a ``name``.
    """

    text: str
    file: str = ""
    start: int = 0
    end: int = 0
    name: str = ""


@dataclass(frozen=True)
class Call:
    """A request that code of the repository makes to a server.

    ``path`` is whole, base paths included, without its query and with parameters as ``:name``, as
    routes have them. ``method`` is upper case, ``*`` where the code does not say. ``base`` is the origin
    it goes to, empty for the page's own. ``line`` counts from 1; ``start`` and ``end`` count code points of
    ``file`` and span the literal in which the call names its own path. ``is_complete`` is false where
    the beginning of the address is not known. ``pieces`` are all of the address, in order, and
    ``method_start`` to ``method_end`` span the method where the call spells it out. ``has_body``
    tells that something is sent along, ``client`` what sends it (``fetch``, ``axios``, ...).
    """

    method: str
    path: str
    base: str
    file: str
    line: int
    start: int
    end: int
    is_complete: bool
    pieces: tuple[UrlPiece, ...] = ()
    method_start: int = 0
    method_end: int = 0
    has_body: bool = False
    client: str = ""


@dataclass(frozen=True)
class Import:
    """One import or re-export of a JavaScript, TypeScript or Python file.

    ``names`` are pairs of the imported and the local name, with ``default`` and ``*`` as JavaScript
    has them; empty for a bare import. A re-export (``is_export``) pairs the imported name with the
    public one. ``start`` and ``end`` count code points of the file and span the whole statement, or
    the call alone where a ``require`` or ``import()`` is part of something larger;
    the ``specifier_`` ones span the specifier without its quotes. ``line`` counts from 1.
    ``is_type`` is true where nothing of the import is left at run time.
    """

    file: str
    specifier: str
    names: tuple[tuple[str, str], ...]
    line: int
    start: int
    end: int
    specifier_start: int
    specifier_end: int
    is_type: bool = False
    is_export: bool = False


@dataclass(frozen=True)
class Exports:
    """What a file exports by name.

    ``is_complete`` is false where ``export *`` leads to a package, where the
    exports are computed, or where the file could not be read whole.
    """

    names: frozenset[str]
    is_complete: bool


@dataclass(frozen=True)
class Package:
    """A manifest of the repository.

    ``ecosystem`` is ``npm`` or ``pip``; ``path`` is the manifest, ``root`` the folder it is for (empty for
    the top): its own, or the one above a folder called ``requirements``. ``dependencies`` are triples of
    name, range and group (``dependencies``, ``devDependencies``, ``peerDependencies`` or ``optional``),
    ``scripts`` pairs of name and command. ``manager`` is npm, pnpm, yarn, bun, pip, poetry, pipenv or uv;
    ``lock`` its lock file, which may lie at the top of the monorepo. ``workspaces`` are the roots of the
    member packages.
    """

    ecosystem: str
    path: str
    root: str
    name: str
    dependencies: tuple[tuple[str, str, str], ...]
    scripts: tuple[tuple[str, str], ...]
    manager: str
    lock: str | None = None
    workspaces: tuple[str, ...] = ()


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

    def imports(self, path: str) -> Sequence[Import]:
        """The imports and re-exports of a file, in its order; none if it cannot be read."""
        ...

    def exports(self, path: str) -> Exports:
        """What a file exports, ``export *`` followed inside the repository."""
        ...

    def exporters(self, name: str) -> Sequence[str]:
        """The files that export ``name`` themselves rather than pass it on; sorted."""
        ...

    def find_like(self, path: str) -> Sequence[str]:
        """The files whose path is ``path`` but for its case, its extension or a trailing ``index``; sorted."""
        ...

    def packages(self) -> Sequence[Package]:
        """The manifests of the repository, sorted by path."""
        ...

    def package_of(self, path: str) -> Package | None:
        """The nearest manifest at or above the folder of ``path``, of the ecosystem the file belongs to."""
        ...

    def calls(self) -> Sequence[Call]:
        """The requests that front ends, tests and servers of this repository make, by file and place."""
        ...

    def applications(self) -> Sequence[Application]:
        """The servers found here, the likeliest first."""
        ...

    def routes(self, application: Application) -> RouteTable:
        """The routes ``application`` serves."""
        ...
