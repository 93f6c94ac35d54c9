"""The npm packages that the repository itself holds, by name."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property

from autofix.engine.workspace.modules.documents import read_json, read_text
from autofix.engine.workspace.modules.index import FileIndex
from autofix.engine.workspace.modules.module_file import module_file
from autofix.engine.workspace.modules.package_entries import exported_targets, main_targets, source_spellings
from autofix.sdk.workspace import Workspace

MAX_MANIFESTS = 3_000

_NAME = re.compile(r"@?[\w.~-]+(?:/[\w.~-]+)?")


def split_package(specifier: str) -> tuple[str, str]:
    """``@scope/name/inner/path`` as the package's name and the path inside it; the name is empty for no package."""
    parts = specifier.split("/")
    size = 2 if specifier.startswith("@") else 1
    name = "/".join(parts[:size])
    if len(parts) < size or not _NAME.fullmatch(name):
        return "", ""
    return name, "/".join(parts[size:])


class Members:
    """The packages of a monorepo and what they give out."""

    def __init__(self, workspace: Workspace, index: FileIndex) -> None:
        self._workspace = workspace
        self._index = index

    def folder(self, name: str) -> str | None:
        """The folder of the package ``name``; None when the repository does not hold it."""
        return self._folders.get(name)

    def resolve(self, specifier: str, importer: str) -> str | None:
        """The source file that a package's name, with or without a path inside it, means."""
        name, subpath = split_package(specifier)
        folder = self.folder(name) if name else None
        if folder is None:
            return None
        manifest = read_json(self._workspace, posixpath.join(folder, "package.json"))
        targets = exported_targets(manifest, subpath)
        if targets is None and not folder:
            # A package can name itself through `exports` alone; the top one is nobody's dependency here.
            return None
        if targets is not None:
            if not targets:
                return None
            guesses = [spelling for target in targets for spelling in source_spellings(target)]
            guesses += [f"src/{subpath}", subpath] if subpath else ["src", ""]
        elif subpath:
            guesses = [subpath, f"src/{subpath}", *source_spellings(subpath)[1:]]
        else:
            guesses = [spelling for target in main_targets(manifest) for spelling in source_spellings(target)]
            guesses += ["src", "", "lib"]
        for guess in guesses:
            found = module_file(self._workspace, posixpath.join(folder, guess), importer)
            if found is not None and (not folder or found.startswith(f"{folder}/")):
                return found
        return None

    @cached_property
    def _folders(self) -> dict[str, str]:
        found: dict[str, str] = {}
        manifests = sorted(self._index.named("package.json"), key=lambda path: (path.count("/"), path))
        for path in manifests[:MAX_MANIFESTS]:
            # The text says sooner than the parser whether there is a name at all.
            if '"name"' not in read_text(self._workspace, path):
                continue
            name = read_json(self._workspace, path).get("name")
            if isinstance(name, str) and _NAME.fullmatch(name):
                found.setdefault(name, posixpath.dirname(path))
        return found
