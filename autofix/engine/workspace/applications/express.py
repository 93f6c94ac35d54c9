"""The Express applications of a repository."""

from __future__ import annotations

import re

from autofix.engine.workspace.applications.aside import is_enough, main_first
from autofix.engine.workspace.applications.manifests import nearest
from autofix.engine.workspace.applications.npm_port import find_port
from autofix.engine.workspace.applications.npm_start import find_start, open_package
from autofix.engine.workspace.routes.express import created_name
from autofix.engine.workspace.routes.express_objects import Objects, express_names
from autofix.engine.workspace.routes.limits import is_readable
from autofix.sdk.workspace import Application, Workspace, WorkspaceError

MAX_APPLICATIONS = 50
SUFFIXES = (".js", ".ts", ".mjs", ".cjs", ".mts", ".cts")
DEFAULT_VARIABLE = "app"


def find_express_applications(workspace: Workspace) -> list[Application]:
    """One application for each ``express()`` that is kept in a variable or started at once.

    Those of tests and examples count where there is no other.
    """
    objects = Objects(workspace)
    found: list[Application] = []
    for path in main_first(workspace.search("express", suffixes=SUFFIXES)):
        if len(found) >= MAX_APPLICATIONS or is_enough(path, found):
            break
        if not _creates(workspace, path) or _is_built(workspace, path):
            continue
        file = objects.open(path)
        if file is None:
            continue
        calls = [call for call in file.root.find_all(kind="call_expression") if objects.is_creation(file, call)]
        manifest = nearest(workspace, path, "package.json")
        package = open_package(workspace, manifest)
        for variable in dict.fromkeys(created_name(call) or DEFAULT_VARIABLE for call in calls):
            start = find_start(package, path)
            port = find_port(objects, package, start, path)
            found.append(
                Application(
                    framework="express",
                    ecosystem="npm",
                    root=package.root,
                    entry=start.entry,
                    source=path,
                    variable=variable,
                    manifest=manifest,
                    start=start.command,
                    build=start.build,
                    test=package.test,
                    port=port.number,
                    port_variable=port.variable,
                )
            )
    return found


def _is_built(workspace: Workspace, path: str) -> bool:
    """Whether the file is what a compiler left beside its TypeScript source."""
    return path.endswith(".js") and workspace.has(path.removesuffix(".js") + ".ts")


def _creates(workspace: Workspace, path: str) -> bool:
    """Whether the text calls something it may have from express, before it is parsed."""
    try:
        text = workspace.read(path)
    except WorkspaceError:
        return False
    if not is_readable(text) or path.endswith((".d.ts", ".min.js")):
        return False
    if not re.search(r"""['"]express['"]""", text):
        return False
    names = "|".join(map(re.escape, express_names(text)))
    return re.search(rf"""(?<![\w$.])(?:{names})\s*(?:\.default\s*)?\(|['"]express['"]\s*\)\s*\(""", text) is not None
