"""What a Python web project lies in: its manifest, its folder, its tests and the files that say how it is served."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from autofix.engine.workspace.applications.manifests import read_or_empty, upwards
from autofix.sdk.workspace import Workspace

MANIFESTS = ("requirements.txt", "pyproject.toml", "Pipfile", "setup.py")
# Where a folder of requirements stands in for one file, the one that the others include.
_FOLDERED = ("base", "common", "requirements", "main", "prod", "production", "dev", "local", "development")
MAX_SCRIPTS = 60
MAX_COMMAND = 2_000

_SCRIPT = re.compile(
    r"(?:^|/)(?:Procfile[\w.-]*|[\w.-]*Dockerfile[\w.-]*|(?:docker-)?compose[\w.-]*\.ya?ml|Makefile|justfile|[\w.-]+\.sh|"
    r"render\.ya?ml|app\.yaml|fly\.toml|railway\.(?:json|toml)|nixpacks\.toml|vercel\.json|[\w.-]+\.service|"
    r"package\.json|Taskfile\.ya?ml|pyproject\.toml)$"
)
_TEST_FILE = re.compile(r"(?:^|/)(?:tests?|test_[^/]*|[^/]*_test)\.py$|(?:^|/)tests?/")


def find_manifest(workspace: Workspace, path: str) -> tuple[str | None, str]:
    """The manifest above ``path`` that names the project's packages, and the folder the project runs in."""
    for folder in upwards(posixpath.dirname(path)):
        for name in MANIFESTS:
            found = posixpath.join(folder, name)
            if workspace.has(found):
                return found, folder
        for name in _FOLDERED:
            found = posixpath.join(folder, "requirements", f"{name}.txt")
            if workspace.has(found):
                return found, folder
    outer = (folder for folder in upwards(posixpath.dirname(path)) if not _is_package(workspace, folder))
    return None, next(outer, "")


def _is_package(workspace: Workspace, folder: str) -> bool:
    return bool(folder) and workspace.has(posixpath.join(folder, "__init__.py"))


def inside(root: str, path: str) -> str:
    """``path`` as it is written in the folder ``root``."""
    return path.removeprefix(f"{root}/") if root else path


def scripts_of(workspace: Workspace, root: str) -> Iterator[tuple[str, str]]:
    """The small files that say how things are served, those of ``root`` first, with their text on joined lines."""
    here = f"{root}/" if root else ""
    found = [path for path in workspace.files() if _SCRIPT.search(path)]
    found.sort(key=lambda path: (not path.startswith(here), "dev" in path, path.count("/"), path))
    for path in found[:MAX_SCRIPTS]:
        text = read_or_empty(workspace, path)
        if len(text) < 200_000:
            yield path, re.sub(r"\\\r?\n", " ", text)


def has_tests(workspace: Workspace, root: str) -> bool:
    """Whether a Python file of ``root`` looks like one of tests."""
    here = f"{root}/" if root else ""
    return any(
        path.startswith(here) and _TEST_FILE.search(path) is not None
        for path in workspace.search("def test", suffixes=(".py",))
    )
