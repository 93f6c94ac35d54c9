"""An npm application from the file that creates it: its package, how it starts and where it listens."""

from __future__ import annotations

from autofix.engine.workspace.applications.manifests import nearest
from autofix.engine.workspace.applications.npm_port import Port, find_port
from autofix.engine.workspace.applications.npm_start import Package, Starting, find_start, open_package
from autofix.engine.workspace.routes.express_objects import Objects
from autofix.sdk.workspace import Application


def describe_application(
    objects: Objects, framework: str, path: str, variable: str, start: Starting | None = None, port: Port | None = None
) -> Application:
    """The application that ``path`` creates as ``variable``; ``start`` and ``port`` where these are known already."""
    manifest = nearest(objects.workspace, path, "package.json")
    package = open_package(objects.workspace, manifest)
    start = start or find_start(package, path)
    port = port or find_port(objects, package, start, path)
    return make_application(package, manifest, framework, path, variable, start, port)


def make_application(
    package: Package, manifest: str | None, framework: str, path: str, variable: str, start: Starting, port: Port
) -> Application:
    """The application with everything known."""
    return Application(
        framework=framework,
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
