"""Which of several manifests is really installed: what the image, the host's file or the CI says of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from autofix.sdk import Package, Workspace
from plugins.build.manifest_python import is_for_development
from plugins.build.python_settings import read

# Read in this order: the image that is deployed says more than the CI, and the CI more than a script.
_PLACES = (
    re.compile(r"(?:^|/)[\w.-]*Dockerfile[\w.-]*$"),
    re.compile(r"(?:^|/)(?:render\.ya?ml|railway\.(?:json|toml)|nixpacks\.toml|fly\.toml|Procfile|vercel\.json)$"),
    re.compile(r"(?:^|/)\.github/workflows/[\w.-]+\.ya?ml$|(?:^|/)\.gitlab-ci\.yml$"),
    re.compile(r"(?:^|/)(?:build|install|setup|start|deploy|entrypoint)[\w.-]*\.sh$"),
)
_ROWS = re.compile(r"pip3? install\b[^\n;&|]*?(?:-r|--requirement)[ =]*[\"']?(?P<file>[\w./-]+)")
_TOOLS = {
    "Pipfile": re.compile(r"\bpipenv (?:install|sync)\b"),
    "pyproject.toml": re.compile(r"\b(?:poetry|uv|pdm) (?:install|sync)\b|\bpip3? install (?:-e )?\.(?:\s|$)"),
}


def installed_first(workspace: Workspace, manifests: Sequence[Package]) -> list[Package]:
    """The manifests that something installs; all of them where nothing says."""
    if len(manifests) < 2:
        return list(manifests)
    for place in _PLACES:
        texts = [read(workspace, path) for path in workspace.files() if place.search(path)]
        found = [package for package in manifests if any(_installs(text, package.path) for text in texts)]
        # The image for developing takes their list, which as a rule reads the application's.
        if any(not is_for_development(package) for package in found):
            return found
    return list(manifests)


def _installs(text: str, path: str) -> bool:
    base = posixpath.basename(path)
    if base in _TOOLS:
        return _TOOLS[base].search(text) is not None
    named = (posixpath.normpath(match["file"]) for match in _ROWS.finditer(text))
    return any(path == name or path.endswith("/" + name) or name.endswith("/" + base) for name in named)
