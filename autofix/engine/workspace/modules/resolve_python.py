"""The file that a dotted Python module means."""

from __future__ import annotations

import posixpath
from functools import cached_property

from autofix.engine.workspace.modules.documents import inner, read_toml, strings, text_pairs
from autofix.engine.workspace.modules.index import FileIndex, inside
from autofix.engine.workspace.names_python import resolve_module
from autofix.sdk.workspace import Workspace

MAX_MODULE = 500
MAX_MANIFESTS = 200


class PythonResolver:
    """Finds modules as Python would, and in the source roots that the manifests declare."""

    def __init__(self, workspace: Workspace, index: FileIndex) -> None:
        self._workspace = workspace
        self._index = index

    def resolve(self, path: str, module: str) -> str | None:
        """The file of ``module`` as ``path`` imports it; None for a package, or where nothing is found."""
        if not module or len(module) > MAX_MODULE or not module.replace(".", "a").isidentifier():
            return None
        found = resolve_module(self._workspace, path, module)
        if found is not None or module.startswith("."):
            return found
        plain = module.replace(".", "/")
        for root in self._roots:
            for ending in (".py", "/__init__.py"):
                target = posixpath.join(root, plain + ending)
                if self._workspace.has(target) and target != path:
                    return target
        return None

    @cached_property
    def _roots(self) -> tuple[str, ...]:
        """The folders that a pyproject.toml puts on ``sys.path``, for its tests or for its package."""
        found: list[str] = []
        for manifest in sorted(self._index.named("pyproject.toml"))[:MAX_MANIFESTS]:
            folder = posixpath.dirname(manifest)
            tool = inner(read_toml(self._workspace, manifest), "tool")
            named = [
                *strings(inner(tool, "pytest", "ini_options").get("pythonpath")),
                *strings(inner(tool, "setuptools", "packages", "find").get("where")),
                *(target for name, target in text_pairs(inner(tool, "setuptools").get("package-dir")) if not name),
                *strings(inner(tool, "hatch", "build").get("dev-mode-dirs")),
                *strings(inner(tool, "pyright").get("extraPaths")),
            ]
            packages = inner(tool, "poetry").get("packages")
            for package in packages if isinstance(packages, list) else ():
                named += strings(inner(package).get("from"))
            places = (inside(posixpath.join(folder, name)) for name in named)
            found += [place for place in places if place is not None]
        return tuple(dict.fromkeys(found))
