"""The files of one application that say what it needs: its own code and settings, not its tests, nor other packages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from autofix.engine.prove.reach import loaded_files
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import Application, WorkspaceError

MAX_FILES = 2_000
MAX_CHARACTERS = 8_000_000
MAX_FILE_CHARACTERS = 400_000
_SUFFIXES = (".js", ".cjs", ".mjs", ".ts", ".cts", ".mts", ".py", ".prisma", "config.json", "alembic.ini")
_IS_TEST = re.compile(
    r"(?:^|/)(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|fixtures|dist|build|migrations|alembic)/"
    r"|[._-](?:test|spec)s?\.\w+$|(?:^|/)(?:test_[\w.-]*|conftest)\.py$|\.d\.ts$"
)
# What a person copies to .env, and what the repository loads itself.
_EXAMPLE = re.compile(r"^(?:\.?env[._-](?:example|sample|template|dist|defaults?)|(?:example|sample)\.env|\.env\.\w+)$")
_ASSIGNMENT = re.compile(r"^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=(.*)$", re.M)


@dataclass(frozen=True)
class Sources:
    """What ``application`` was read from."""

    workspace: Snapshot
    application: Application

    @cached_property
    def code(self) -> tuple[tuple[str, str], ...]:
        """Path and text of each file, those first that the entry loads."""
        loaded = loaded_files(self.workspace, self.application)
        near = (path for path in self.workspace.files() if self._is_own(path))
        found: list[tuple[str, str]] = []
        total = 0
        for path in (*sorted(loaded), *(path for path in near if path not in loaded)):
            if len(found) >= MAX_FILES or total > MAX_CHARACTERS:
                break
            text = self._read(path)
            total += len(text)
            found.append((path, text))
        return tuple(found)

    @cached_property
    def dependencies(self) -> frozenset[str]:
        """The packages that the manifests of its folder and of those above declare, in lower case."""
        above = {self._root, *(str(folder) for folder in PurePosixPath(self._root or ".").parents)}
        roots = {"" if root == "." else root for root in above}
        named = {
            name.lower()
            for package in self.workspace.packages()
            if package.root in roots and package.ecosystem == self.application.ecosystem
            for name, _, _ in package.dependencies
        }
        return frozenset(named)

    @cached_property
    def loaded_values(self) -> dict[str, str]:
        """What a committed ``.env`` sets, which the application loads by itself."""
        return self._assignments(lambda name: name in (".env", ".flaskenv"))

    @cached_property
    def example_values(self) -> dict[str, str]:
        """What the files say that a person fills in."""
        return self._assignments(lambda name: bool(_EXAMPLE.match(name)))

    @property
    def _root(self) -> str:
        return self.application.root if self.application.root != "." else ""

    @cached_property
    def _other_roots(self) -> tuple[str, ...]:
        """The folders of packages below this one: a front end, or another service."""
        prefix = f"{self._root}/" if self._root else ""
        roots = {package.root for package in self.workspace.packages()}
        return tuple(f"{root}/" for root in roots if root != self._root and root.startswith(prefix) and root)

    def _is_own(self, path: str) -> bool:
        prefix = f"{self._root}/" if self._root else ""
        own = path.startswith(prefix) and not path.startswith(self._other_roots)
        return own and path.endswith(_SUFFIXES) and not _IS_TEST.search(path.removeprefix(prefix))

    def _assignments(self, is_wanted: Callable[[str], bool]) -> dict[str, str]:
        found: dict[str, str] = {}
        here = PurePosixPath(self._root or ".")
        for folder in (here, *here.parents):
            for path in self.workspace.files():
                file = PurePosixPath(path)
                if file.parent == folder and is_wanted(file.name):
                    for name, value in _ASSIGNMENT.findall(self._read(path)):
                        found.setdefault(name, value.strip().strip("'\""))
        return found

    def _read(self, path: str) -> str:
        try:
            return self.workspace.read(path)[:MAX_FILE_CHARACTERS]
        except WorkspaceError:
            return ""
