"""Asking for an application's dependencies, with or without a change to its manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Protocol

from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.packages import Installed, InstallRequest, Packages
from autofix.sdk.workspace import Application, WorkspaceError

MANIFESTS = {
    "npm": (
        "package.json",
        "package-lock.json",
        "npm-shrinkwrap.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "pnpm-workspace.yaml",
    ),
    "pip": (
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-test.txt",
        "requirements_dev.txt",
        "dev-requirements.txt",
        "test-requirements.txt",
        "requirements/base.txt",
        "requirements/dev.txt",
        "requirements/test.txt",
        "constraints.txt",
        "pyproject.toml",
        "Pipfile",
        "Pipfile.lock",
        "poetry.lock",
        "uv.lock",
        "pdm.lock",
    ),
}

LOCKS = ("package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml")
MAX_MEMBERS = 100
MAX_MANIFEST_BYTES = 32 * 1024 * 1024
# What a Python application needs at least, where no manifest names anything.
BARE = {"flask": ("flask",), "django": ("django",), "fastapi": ("fastapi", "uvicorn")}


class Installs(Protocol):
    """The part of a bench that this asks."""

    @property
    def packages(self) -> Packages: ...
    @property
    def may_install(self) -> bool: ...


def stage_dependencies(
    installs: Installs,
    workspace: Snapshot,
    application: Application,
    contents: Mapping[str, bytes | None],
    declared: tuple[str, ...],
    tools: tuple[str, ...] = (),
    undeclared: tuple[str, ...] = (),
    *,
    is_exact: bool = False,
) -> Installed:
    """The dependencies of ``application`` with ``contents`` written over its manifests.

    Beside them stand ``tools`` and what is ``undeclared``. With ``is_exact`` nothing takes the place of what cannot
    be had.

    Raises ``PackagesError``.
    """
    request = install_request(installs, workspace, application, contents, declared, tools, undeclared)
    return installs.packages.provide(replace(request, is_exact=is_exact))


def install_request(
    installs: Installs,
    workspace: Snapshot,
    application: Application,
    contents: Mapping[str, bytes | None],
    declared: tuple[str, ...],
    tools: tuple[str, ...] = (),
    undeclared: tuple[str, ...] = (),
) -> InstallRequest:
    """What to ask for, read from the manifests of ``application`` with ``contents`` written over them."""
    root, members = install_root(workspace, application)
    found: dict[str, bytes] = {}
    manifests = [str(PurePosixPath(root) / name) for name in MANIFESTS[application.ecosystem]]
    for path in (*manifests, *(f"{member}/package.json" for member in members)):
        data = contents.get(path)
        if data is None and path not in contents and workspace.has(path):
            # As it lies there: package managers read more encodings than the engine edits.
            try:
                data = workspace.source.read_bytes(path, MAX_MANIFEST_BYTES)
            except WorkspaceError:
                continue
        if data is not None:
            found[path] = data
    return InstallRequest(
        ecosystem=application.ecosystem,
        root=root,
        files=found,
        may_install=installs.may_install,
        existing=workspace.source.installed(application.ecosystem, root),
        declared=declared,
        extra=(*_extra(application, found), *tools),
        members=members,
        undeclared=undeclared,
    )


def install_root(workspace: Snapshot, application: Application) -> tuple[str, tuple[str, ...]]:
    """The folder to install in and the monorepo's members to install along with it.

    A member with a lock of its own stands for itself.
    """
    own = application.root if application.root != "." else ""
    packages = {package.root: package for package in workspace.packages() if package.ecosystem == "npm"}
    if application.ecosystem != "npm" or own not in packages:
        return own, ()
    has_lock = any(workspace.has(str(PurePosixPath(own) / name)) for name in LOCKS)
    top = next((package for package in packages.values() if own in package.workspaces), None)
    chosen = packages[own] if top is None or has_lock else top
    return chosen.root, chosen.workspaces if len(chosen.workspaces) <= MAX_MEMBERS else ()


def _extra(application: Application, found: Mapping[str, bytes]) -> tuple[str, ...]:
    """The test runner, and the framework itself where no manifest names anything."""
    if application.ecosystem != "pip":
        return ()
    runner = ("pytest",) if "pytest" in application.test else ()
    return runner if found else (*BARE.get(application.framework, ()), *runner)
