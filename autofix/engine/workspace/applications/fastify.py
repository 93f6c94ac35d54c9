"""The Fastify applications of a repository."""

from __future__ import annotations

import posixpath
import re

from autofix.engine.workspace.applications.manifests import nearest
from autofix.engine.workspace.applications.npm_application import describe_application, make_application
from autofix.engine.workspace.applications.npm_port import Port
from autofix.engine.workspace.applications.npm_start import Starting, open_package
from autofix.engine.workspace.names_javascript import exported
from autofix.engine.workspace.routes.express import created_name
from autofix.engine.workspace.routes.fastify_objects import SUFFIXES, FastifyObjects
from autofix.engine.workspace.routes.javascript_scopes import parameters
from autofix.engine.workspace.syntax_javascript import find_all
from autofix.sdk.workspace import Application, Workspace, WorkspaceError

MAX_APPLICATIONS = 50
DEFAULT_VARIABLE = "fastify"
DEFAULT_PORT = 3000
_MENTIONS = re.compile(r"['\"]fastify['\"]")
_COMMAND = re.compile(r"\bfastify\s+start\b(?P<rest>[^&|;\"]*)")
_FILE = re.compile(r"(?:^|\s)([\w./-]*\w\.[cm]?[jt]s)(?=\s|$)")
_PORT_FLAG = re.compile(r"(?:^|\s)(?:-p|--port)[= ](\d{2,5})\b")


def find_fastify_applications(workspace: Workspace) -> list[Application]:
    """One application for each instance that is created, and for each plugin that ``fastify start`` runs."""
    objects = FastifyObjects(workspace)
    found: list[Application] = []
    for path in workspace.search("fastify", suffixes=SUFFIXES):
        if len(found) >= MAX_APPLICATIONS:
            break
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        if path.endswith((".d.ts", ".min.js")) or not _MENTIONS.search(text):
            continue
        file = objects.open(path)
        if file is None:
            continue
        made = [node for node in find_all(file.root, "call_expression") if objects.is_creation(file, node)]
        names = dict.fromkeys(created_name(node) or DEFAULT_VARIABLE for node in made)
        found += [describe_application(objects, "fastify", path, name) for name in names]
    known = {application.root for application in found}
    return [*found, *(each for each in _started_by_command(objects) if each.root not in known)]


def _started_by_command(objects: FastifyObjects) -> list[Application]:
    """The plugins that fastify-cli makes an application of."""
    workspace, found = objects.workspace, []
    for manifest in workspace.search("fastify start", suffixes=("package.json",)):
        package = open_package(workspace, manifest)
        for script in package.scripts.values():
            command = _COMMAND.search(script)
            file = _FILE.search(command["rest"]) if command is not None else None
            path = posixpath.normpath(posixpath.join(package.root, file[1])) if file is not None else ""
            # What is committed as TypeScript is run as built.
            source = path if workspace.has(path) else re.sub(r"(?:^|(?<=/))dist/(.*)\.js$", r"src/\1.ts", path)
            variable = _parameter(objects, source) if workspace.has(source) else ""
            if command is None or file is None or not variable:
                continue
            port = _PORT_FLAG.search(command["rest"])
            build = package.scripts.get("build:ts") or package.scripts.get("build", "") if source != path else ""
            start = Starting(source, f"fastify start {file[1]}", build)
            listens = Port(int(port[1]) if port is not None else DEFAULT_PORT, "FASTIFY_PORT")
            made = make_application(
                package, nearest(workspace, source, "package.json"), "fastify", source, variable, start, listens
            )
            found.append(made)
            break
    return found


def _parameter(objects: FastifyObjects, path: str) -> str:
    """What the plugin that ``path`` exports calls its instance."""
    found = exported(objects.workspace, path, ())
    file = objects.open(found.file) if found is not None else None
    plugin = objects.plugin(file, found.node) if found is not None and file is not None else None
    names = parameters(plugin.node) if plugin is not None else []
    return names[0].text() if names and names[0].kind() == "identifier" else ""
