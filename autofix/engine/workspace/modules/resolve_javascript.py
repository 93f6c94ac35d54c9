"""The file that a JavaScript or TypeScript specifier means."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autofix.engine.workspace.modules.aliases import Alias, Settings, read_settings
from autofix.engine.workspace.modules.config_files import config_files, nearest_package
from autofix.engine.workspace.modules.default_aliases import default_aliases
from autofix.engine.workspace.modules.documents import read_json, read_text, text_pairs
from autofix.engine.workspace.modules.index import FileIndex, upwards
from autofix.engine.workspace.modules.members import Members
from autofix.engine.workspace.modules.module_file import module_file
from autofix.engine.workspace.modules.package_entries import imported_targets, source_spellings
from autofix.engine.workspace.modules.tsconfig import TypeScriptConfigs
from autofix.sdk.workspace import Workspace

MAX_SPECIFIER = 1_000

_QUERY = re.compile(r"\?[^/]*$|#(?:[\w-]+)$")
_NODE_PATH = re.compile(r"\bNODE_PATH\s*=\s*['\"]?([\w./-]+)")


@dataclass(frozen=True)
class _Project:
    """What holds for the files of one folder."""

    aliases: tuple[Alias, ...]
    roots: tuple[str, ...]
    extensions: tuple[str, ...]


class JavaScriptResolver:
    """Finds files by specifier; what configures a folder is read once."""

    def __init__(self, workspace: Workspace, index: FileIndex) -> None:
        self._workspace = workspace
        self._index = index
        self._members = Members(workspace, index)
        self._configs = TypeScriptConfigs(workspace, self._members.folder)
        self._settings: dict[str, Settings] = {}
        self._projects: dict[str, _Project] = {}

    def resolve(self, path: str, specifier: str) -> str | None:
        """The file that ``specifier`` means in ``path``; None for a package, or where nothing is found."""
        if not specifier or len(specifier) > MAX_SPECIFIER or "\0" in specifier:
            return None
        # webpack writes loaders in front: `!!raw-loader!./x`.
        specifier = specifier.rpartition("!")[2]
        found = self._resolve(path, specifier)
        plain = specifier[:1] + _QUERY.sub("", specifier[1:])
        return self._resolve(path, plain) if found is None and plain != specifier else found

    def _resolve(self, path: str, specifier: str) -> str | None:
        folder = posixpath.dirname(path)
        if specifier in (".", "..") or specifier.startswith(("./", "../")):
            return self._file(f"{folder}/{specifier}" if folder else specifier, path)
        if specifier.startswith("/"):
            return self._from_root(path, specifier)
        for target in self._candidates(folder, specifier):
            found = self._file(target, path)
            if found is not None:
                return found
        return self._members.resolve(specifier, path)

    def _file(self, target: str, path: str) -> str | None:
        folder = posixpath.dirname(path)
        found = module_file(self._workspace, target, path)
        if found is None:
            extra = self._project(folder).extensions
            found = module_file(self._workspace, target, path, extra) if extra else None
        return found

    def _from_root(self, path: str, specifier: str) -> str | None:
        """``/src/x``, as Vite reads it: from the folder of the package, or its public files."""
        package = nearest_package(self._workspace, posixpath.dirname(path)) or ""
        for place in dict.fromkeys((package, posixpath.join(package, "public"))):
            found = module_file(self._workspace, posixpath.join(place, specifier.lstrip("/")), path)
            if found is not None:
                return found
        return None

    def _candidates(self, folder: str, specifier: str) -> Iterator[str]:
        if specifier.startswith("#"):
            yield from self._subpath_imports(folder, specifier)
        yield from self._configs.targets(folder, specifier)
        project = self._project(folder)
        for alias in project.aliases:
            target = alias.apply(specifier)
            if target is not None:
                yield target
        yield from (posixpath.join(root, specifier) for root in project.roots)

    def _subpath_imports(self, folder: str, specifier: str) -> Iterator[str]:
        package = nearest_package(self._workspace, folder)
        if package is None:
            return
        manifest = read_json(self._workspace, posixpath.join(package, "package.json"))
        for target in imported_targets(manifest, specifier):
            if target.startswith("."):
                yield from (posixpath.join(package, spelling) for spelling in source_spellings(target))

    def _project(self, folder: str) -> _Project:
        if folder not in self._projects:
            # A configuration that imports by an alias of its own would ask for itself.
            self._projects[folder] = _Project((), (), ())
            self._projects[folder] = self._read_project(folder)
        return self._projects[folder]

    def _read_project(self, folder: str) -> _Project:
        package = nearest_package(self._workspace, folder)
        aliases: list[Alias] = []
        roots: list[str] = []
        extensions: list[str] = []
        source: str | None = None
        for place in upwards(folder):
            for file in config_files(self._workspace, self._index, place):
                settings = self._settings_of(file)
                aliases += settings.aliases
                roots += settings.roots
                extensions += settings.extensions
                source = source or settings.source_folder
        if package is not None:
            aliases += default_aliases(self._workspace, self._index, package, source)
            roots += self._node_path(package)
        # The longest first, so that `@components` is not read as `@`.
        ordered = sorted(aliases, key=lambda alias: -len(alias.find))
        return _Project(tuple(ordered), tuple(dict.fromkeys(roots)), tuple(dict.fromkeys(extensions)))

    def _settings_of(self, file: str) -> Settings:
        if file not in self._settings:
            self._settings[file] = Settings()
            cwd = nearest_package(self._workspace, posixpath.dirname(file))
            own = posixpath.dirname(file) if cwd is None else cwd
            self._settings[file] = read_settings(self._workspace, file, own)
        return self._settings[file]

    def _node_path(self, package: str) -> Iterator[str]:
        """Folders named by ``NODE_PATH`` in a script or an environment file."""
        manifest = read_json(self._workspace, posixpath.join(package, "package.json"))
        texts = [command for _, command in text_pairs(manifest.get("scripts"))]
        texts += [read_text(self._workspace, posixpath.join(package, name)) for name in (".env", ".env.development")]
        for text in texts:
            for found in _NODE_PATH.findall(text[:20_000]):
                yield posixpath.join(package, found.lstrip("/"))
