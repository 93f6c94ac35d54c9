"""How an npm application is started, as its package's manifest says."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autofix.engine.workspace.applications.manifests import (
    procfile_web,
    read_json,
    read_or_empty,
    strings_of,
)
from autofix.engine.workspace.applications.npm_built import is_built, source_of_built
from autofix.engine.workspace.applications.npm_scripts import MAX_STARTS, NODEMON_FILE, Start, find_starts
from autofix.engine.workspace.routes.javascript_imports import SUFFIXES, reachable_files
from autofix.sdk.workspace import Workspace

TYPESCRIPT = (".ts", ".mts", ".cts", ".tsx")
SCRIPTS = (
    "start",
    "serve",
    "server",
    "dev",
    "start:dev",
    "develop",
    "start:server",
    "dev:server",
    "server:dev",
)
PLACEHOLDER = "no test specified"


@dataclass(frozen=True)
class Starting:
    """The file that starts an application, the command, and what builds it first."""

    entry: str
    command: str
    build: str = ""


@dataclass(frozen=True)
class Package:
    """A folder with a package.json, or without one the repository's own."""

    workspace: Workspace
    root: str
    manifest: dict[str, object]

    @property
    def scripts(self) -> dict[str, str]:
        """Its scripts by name, and what nodemon is set up to execute."""
        configured = strings_of({"": read_json(self.workspace, posixpath.join(self.root, NODEMON_FILE))}, "")
        executed = configured.get("exec") or strings_of(self.manifest, "nodemonConfig").get("exec")
        extra = {NODEMON_FILE: executed} if executed else {}
        return strings_of(self.manifest, "scripts") | extra

    @property
    def dependencies(self) -> dict[str, str]:
        """Everything it declares to depend on."""
        return strings_of(self.manifest, "dependencies", "devDependencies", "optionalDependencies")

    @property
    def test(self) -> str:
        """The test script; empty for npm's placeholder."""
        test = self.scripts.get("test", "")
        return "" if PLACEHOLDER in test else test


def open_package(workspace: Workspace, manifest: str | None) -> Package:
    """The package of a manifest."""
    if manifest is None:
        return Package(workspace, "", {})
    return Package(workspace, posixpath.dirname(manifest), read_json(workspace, manifest))


def find_start(package: Package, source: str) -> Starting:
    """The way to start ``source`` that needs no build if there is one, else the first that fits."""
    fitting: list[Starting] = []
    reached: dict[str, bool] = {}
    for start in _declared(package):
        found = _starting(package, start)
        if found is None:
            continue
        if found.entry not in reached:
            reached[found.entry] = source in reachable_files(package.workspace, found.entry)
        if reached[found.entry]:
            fitting.append(found)
    if fitting:
        return next((found for found in fitting if not found.build), fitting[0])
    entry = _listening_file(package, source)
    return Starting(entry, _plain_command(package, entry))


def _declared(package: Package) -> Iterator[Start]:
    scripts = package.scripts
    others = [name for name in scripts if re.match(r"start|dev|serve|watch|api|back|debug", name)]
    count = 0
    for name in dict.fromkeys((*SCRIPTS, *others)):
        for start in find_starts(scripts.get(name, ""), scripts):
            count += 1
            if count > MAX_STARTS:
                return
            yield start
    yield from find_starts(procfile_web(package.workspace, package.root), scripts)
    if isinstance(package.manifest.get("main"), str):
        yield Start("node", (), ".")


def _starting(package: Package, start: Start) -> Starting | None:
    """The start with its file found; None if the file does not exist in any form."""
    file = _main(package) if start.file.rstrip("/") in (".", "") else start.file
    folder = posixpath.join(package.root, start.folder)
    path = _existing(package.workspace, folder, file)
    if path is not None:
        # What is committed as built is not what gets repaired.
        source = source_of_built(package.workspace, folder, file) if is_built(package.workspace, folder, file) else None
        if source is None:
            runner = _runner(package, start.runner, path)
            return Starting(path, start.command(runner, file) if runner else "")
    path = source_of_built(package.workspace, folder, file)
    if path is None:
        return None
    return Starting(path, start.command(start.runner, file), _build(package, start))


def _main(package: Package) -> str:
    main = package.manifest.get("main")
    return main if isinstance(main, str) and main else "index.js"


def _existing(workspace: Workspace, folder: str, file: str) -> str | None:
    path = posixpath.normpath(posixpath.join(folder, file))
    tried = [path, *(path + suffix for suffix in SUFFIXES), *(f"{path}/index{suffix}" for suffix in SUFFIXES)]
    return next((name for name in tried if workspace.has(name)), None)


def _build(package: Package, start: Start) -> str:
    """The text of the build script; without one, what the start script itself does first, or ``tsc``."""
    scripts = package.scripts
    for name in ("build", "build:server", "build:ts", "compile", "prestart"):
        if scripts.get(name):
            return scripts[name]
    return start.before or ("tsc" if "typescript" in package.dependencies else "")


def _runner(package: Package, runner: str, path: str) -> str:
    """What runs ``path`` once: for TypeScript what is installed for it; empty if nothing is."""
    if runner == "ts-node-dev" or (runner == "node" and path.endswith(TYPESCRIPT)):
        other = _typescript_runner(package)
        return other or ("ts-node-dev" if runner == "ts-node-dev" else "")
    return runner


def _typescript_runner(package: Package) -> str:
    return next((name for name in ("tsx", "ts-node") if name in package.dependencies), "")


def _plain_command(package: Package, entry: str) -> str:
    inside = entry.removeprefix(f"{package.root}/") if package.root else entry
    runner = _typescript_runner(package) if entry.endswith(TYPESCRIPT) else "node"
    return Start(runner, (), inside).command(runner, inside) if runner else ""


def _listening_file(package: Package, source: str) -> str:
    """The file that makes ``source`` listen: itself, else the nearest one that imports it."""
    workspace = package.workspace
    if ".listen(" in read_or_empty(workspace, source):
        return source
    inside = f"{package.root}/" if package.root else ""
    for path in workspace.search(".listen(", suffixes=SUFFIXES):
        if path.startswith(inside) and source in reachable_files(workspace, path):
            return path
    return source
