"""The manifests of a repository, and which of them a file belongs to."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from autofix.engine.workspace.modules.index import FileIndex, inside, upwards
from autofix.engine.workspace.modules.packages_npm import npm_packages
from autofix.engine.workspace.modules.packages_pip import is_requirements, pip_packages
from autofix.engine.workspace.modules.suffixes import IMAGES, PYTHON, SCRIPTS, STYLES
from autofix.sdk.workspace import Package, Workspace

PIP_FILES = ("pyproject.toml", "Pipfile", "Pipfile.lock", "poetry.lock", "uv.lock", "setup.py", "setup.cfg")
# Which manifest of a folder its files go by, where there are several.
PIP_ORDER = ("pyproject.toml", "Pipfile", "requirements.in", "requirements.txt", "setup.cfg", "setup.py", "base.txt")


def find_packages(workspace: Workspace, index: FileIndex) -> tuple[Package, ...]:
    """Every manifest of npm and pip, sorted by path."""
    found = [*npm_packages(workspace, index), *pip_packages(workspace, index)]
    return tuple(sorted(found, key=lambda package: package.path))


def nearest_package(packages: Sequence[Package], path: str) -> Package | None:
    """The nearest manifest at or above the folder of ``path``, of the ecosystem the file belongs to."""
    if not inside(path):
        return None
    ecosystem = _ecosystem(path)
    by_root: dict[str, list[Package]] = {}
    for package in packages:
        if package.path == path:
            return package
        if ecosystem in ("", package.ecosystem):
            by_root.setdefault(package.root, []).append(package)
    for folder in upwards(posixpath.dirname(path)):
        if folder in by_root:
            return min(by_root[folder], key=_preference)
    return None


def _preference(package: Package) -> tuple[bool, bool, int, str]:
    name = posixpath.basename(package.path)
    place = PIP_ORDER.index(name) if name in PIP_ORDER else len(PIP_ORDER)
    # A pyproject.toml that asks for nothing is there for a tool's sake.
    return package.ecosystem != "npm", not package.dependencies, place, package.path


def _ecosystem(path: str) -> str:
    name = posixpath.basename(path)
    if path.endswith(PYTHON) or name in PIP_FILES or is_requirements(path):
        return "pip"
    return "npm" if path.endswith((*SCRIPTS, *STYLES, *IMAGES)) or name == "package.json" else ""
