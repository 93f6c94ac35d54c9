"""The Nest applications of a repository."""

from __future__ import annotations

import re

from autofix.engine.workspace.applications.manifests import nearest
from autofix.engine.workspace.applications.npm_application import make_application
from autofix.engine.workspace.applications.npm_port import find_port
from autofix.engine.workspace.applications.npm_start import Package, Starting, find_start, open_package
from autofix.engine.workspace.routes.express import created_name
from autofix.engine.workspace.routes.express_objects import Objects
from autofix.engine.workspace.syntax_javascript import find_all
from autofix.sdk.workspace import Application, Node, Workspace

MAX_APPLICATIONS = 30
SUFFIXES = (".ts", ".js", ".mts")
DEFAULT_VARIABLE = "app"
_CREATES = re.compile(r"\bNestFactory\s*\.\s*create\b(?:<[^>()]*>)?$")


def find_nest_applications(workspace: Workspace) -> list[Application]:
    """One application for each ``NestFactory.create(...)``."""
    objects = Objects(workspace)
    found: list[Application] = []
    for path in workspace.search("NestFactory", suffixes=SUFFIXES):
        file = objects.open(path) if not path.endswith((".d.ts", ".spec.ts")) else None
        if file is None or len(found) >= MAX_APPLICATIONS:
            continue
        made = next((call for call in find_all(file.root, "call_expression") if is_nest_creation(call)), None)
        if made is None:
            continue
        manifest = nearest(workspace, path, "package.json")
        package = open_package(workspace, manifest)
        start = _start(package, path)
        port = find_port(objects, package, start, path)
        variable = created_name(made) or DEFAULT_VARIABLE
        found.append(make_application(package, manifest, "nest", path, variable, start, port))
    return found


def is_nest_creation(call: Node) -> bool:
    """Whether ``call`` is ``NestFactory.create(...)``."""
    called = call.field("function")
    return called is not None and _CREATES.search(called.text()[:200]) is not None


def _start(package: Package, path: str) -> Starting:
    """The built application, which Nest's own command makes; esbuild's runners leave out what injection needs."""
    start = find_start(package, path)
    build = package.scripts.get("build", "")
    if start.command and "tsx" not in start.command.split() and start.entry == path:
        return start
    is_built_by_nest = "nest build" in build or any("nest start" in script for script in package.scripts.values())
    if path.endswith(".ts") and is_built_by_nest:
        inner = re.sub(r"^(?:.*/)?src/(.*)\.ts$", r"\1", path)
        return Starting(path, f"node dist/{inner}", build or "nest build")
    return start
