"""The Flask applications of a repository."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autofix.engine.workspace.applications.aside import is_enough, main_first
from autofix.engine.workspace.applications.flask_start import Starting, find_start
from autofix.engine.workspace.applications.manifests import nearest, upwards
from autofix.engine.workspace.routes.flask_objects import Objects
from autofix.sdk.workspace import Application, Node, Workspace, WorkspaceError

MAX_APPLICATIONS = 50
MAX_DEPTH = 24
MANIFESTS = ("requirements.txt", "pyproject.toml", "Pipfile", "setup.py")

_TEST = re.compile(r"^\s*(?:async\s+)?def test", re.MULTILINE)
_TEST_FILE = re.compile(r"(?:^|/)(?:test_[^/]*|[^/]*_test)\.py$")


@dataclass(frozen=True)
class Created:
    """A ``Flask(...)``: the variable that keeps it and the function it is made in, empty for none."""

    variable: str
    factory: str


def find_flask_applications(workspace: Workspace) -> list[Application]:
    """One application for each file that makes one."""
    objects = Objects(workspace)
    found: list[Application] = []
    for path in main_first(workspace.search("Flask(", "Flask)", "OpenAPI(", suffixes=(".py",))):
        if len(found) >= MAX_APPLICATIONS or is_enough(path, found):
            break
        for created in dict.fromkeys(_created(objects, path)):
            manifest = nearest(workspace, path, *MANIFESTS)
            root = posixpath.dirname(manifest) if manifest is not None else _top_folder(workspace, path)
            start = find_start(objects, root, path, created.variable, created.factory)
            found.append(_application(workspace, root, path, created, manifest, start))
    return found


def _application(
    workspace: Workspace, root: str, path: str, created: Created, manifest: str | None, start: Starting
) -> Application:
    return Application(
        framework="flask",
        ecosystem="pip",
        root=root,
        entry=start.entry,
        source=path,
        variable=created.variable,
        manifest=manifest,
        start=start.command,
        test="python -m pytest" if _has_tests(workspace, root) else "",
        port=start.port,
        port_variable=start.port_variable,
    )


def _created(objects: Objects, path: str) -> Iterator[Created]:
    file = objects.open(path)
    if file is None:
        return
    for call in file.root.find_all(kind="call"):
        if objects.created(file, call) in ("Flask", "APIFlask", "OpenAPI"):
            yield Created(_variable(call) or "app", _factory(call))


def _variable(call: Node) -> str:
    node = call
    for _ in range(MAX_DEPTH):
        parent = node.parent()
        if parent is None or parent.kind() in ("block", "module"):
            return ""
        left = parent.field("left") if parent.kind() == "assignment" else None
        if left is not None:
            return left.text()
        node = parent
    return ""


def _factory(call: Node) -> str:
    node = call
    for _ in range(MAX_DEPTH):
        parent = node.parent()
        if parent is None:
            return ""
        if parent.kind() == "function_definition":
            name = parent.field("name")
            return name.text() if name is not None else ""
        node = parent
    return ""


def _top_folder(workspace: Workspace, path: str) -> str:
    """The folder that holds the outermost package around ``path``."""
    for folder in upwards(posixpath.dirname(path)):
        if not workspace.has(posixpath.join(folder, "__init__.py")):
            return folder
    return ""


def _has_tests(workspace: Workspace, root: str) -> bool:
    inside = f"{root}/" if root else ""
    for path in workspace.search("def test", suffixes=(".py",)):
        if not path.startswith(inside) or not _TEST_FILE.search(path):
            continue
        try:
            if _TEST.search(workspace.read(path)):
                return True
        except WorkspaceError:
            continue
    return False
