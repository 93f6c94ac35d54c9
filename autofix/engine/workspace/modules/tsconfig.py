"""Where tsconfig.json and jsconfig.json say that a bare specifier leads.

Follows https://www.typescriptlang.org/tsconfig: ``extends`` (one or several,
by path or by a package of this repository), ``references``, ``paths``,
``baseUrl`` and ``${configDir}``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from autofix.engine.workspace.modules.documents import Object, as_object, inner, read_json, strings
from autofix.engine.workspace.modules.index import inside, upwards
from autofix.engine.workspace.modules.patterns import matches
from autofix.sdk.workspace import Workspace

NAMES = ("tsconfig.json", "jsconfig.json")
MAX_CONFIGS = 40

FindMember = Callable[[str], str | None]


@dataclass
class Mapping:
    """``paths``, the folder they count from, and ``baseUrl``, all as the repository's paths."""

    paths: Object = field(default_factory=dict)
    paths_folder: str = ""
    base: str | None = None


class TypeScriptConfigs:
    """The mappings of a repository's configurations, each read once.

    ``find_member`` gives the folder of a package of this repository by its name.
    """

    def __init__(self, workspace: Workspace, find_member: FindMember) -> None:
        self._workspace = workspace
        self._find_member = find_member
        self._mappings: dict[str, tuple[Mapping, ...]] = {}

    def targets(self, folder: str, specifier: str) -> Iterator[str]:
        """The paths that ``specifier`` may mean in a file of ``folder``, by the nearest configuration."""
        for place in upwards(folder):
            config = next((c for c in (posixpath.join(place, n) for n in NAMES) if self._workspace.has(c)), None)
            if config is not None:
                for mapping in self._all(config):
                    yield from _mapped(mapping, specifier)
                return

    def _all(self, config: str) -> tuple[Mapping, ...]:
        if config not in self._mappings:
            visits: list[str] = []
            found = [self._mapping(config, posixpath.dirname(config), (), visits)]
            for reference in _references(read_json(self._workspace, config)):
                path = self._existing(posixpath.join(posixpath.dirname(config), reference))
                if path is not None:
                    found.append(self._mapping(path, posixpath.dirname(path), (config,), visits))
            self._mappings[config] = tuple(found)
        return self._mappings[config]

    def _mapping(self, config: str, top: str, above: tuple[str, ...], visits: list[str]) -> Mapping:
        """What ``config`` says, over what it extends; ``top`` is what ``${configDir}`` means.

        ``above`` are the configurations that lead here, ``visits`` all that were read on the way.
        """
        found = Mapping()
        if config in above or len(visits) >= MAX_CONFIGS:
            return found
        visits.append(config)
        settings = read_json(self._workspace, config)
        folder = posixpath.dirname(config)
        for parent in strings(settings.get("extends")):
            path = self._extended(folder, parent)
            if path is not None:
                below = self._mapping(path, top, (*above, config), visits)
                found.base = below.base if below.base is not None else found.base
                if below.paths:
                    found.paths, found.paths_folder = below.paths, below.paths_folder
        options = inner(settings, "compilerOptions")
        base, paths = options.get("baseUrl"), options.get("paths")
        if isinstance(base, str):
            found.base = posixpath.join(folder, _expanded(base, top))
        if isinstance(paths, dict):
            found.paths = {key: [_expanded(t, top) for t in strings(given)] for key, given in as_object(paths).items()}
            found.paths_folder = folder
        return found

    def _extended(self, folder: str, name: str) -> str | None:
        if name.startswith("."):
            return self._existing(posixpath.join(folder, name))
        parts = name.split("/")
        size = 2 if name.startswith("@") else 1
        member = self._find_member("/".join(parts[:size]))
        return self._existing(posixpath.join(member, *parts[size:])) if member is not None else None

    def _existing(self, path: str) -> str | None:
        plain = inside(path)
        if plain is None:
            return None
        tried = (plain, f"{plain}.json", posixpath.join(plain, "tsconfig.json"))
        return next((found for found in tried if self._workspace.has(found)), None)


def _references(settings: Object) -> Iterator[str]:
    references = settings.get("references")
    for reference in references[:MAX_CONFIGS] if isinstance(references, list) else ():
        path = as_object(reference).get("path")
        if isinstance(path, str):
            yield path


def _expanded(path: str, top: str) -> str:
    """``path`` with ``${configDir}`` filled in, which makes it count from the repository's top: a leading slash."""
    return "/" + path.replace("${configDir}", top or ".") if path.startswith("${configDir}") else path


def _mapped(mapping: Mapping, specifier: str) -> Iterator[str]:
    for given, rest in matches(mapping.paths, specifier):
        for target in strings(given):
            base = mapping.paths_folder if mapping.base is None else mapping.base
            yield posixpath.join(base, target.replace("*", rest, 1)).lstrip("/")
    if mapping.base is not None:
        yield posixpath.join(mapping.base.lstrip("/"), specifier)
