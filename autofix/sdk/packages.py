"""Asking for a repository's declared dependencies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from autofix.sdk.sandbox import Mount

# Where an installation shows this machine's interpreter; whoever runs it elsewhere brings another.
INTERPRETER = "deps/interpreter"


class PackagesError(Exception):
    """The dependencies could not be had; says why, and what a person can do."""


@dataclass(frozen=True)
class InstallRequest:
    """What to install for the application in ``root``.

    ``files`` are the manifest and lock files by their path in the repository.
    ``existing`` is a folder of already installed dependencies that may serve
    instead. ``declared`` names packages that the change itself has added:
    the lock file has to be brought up to date for them. ``extra`` are tools
    that the checks need besides, if nothing names them. ``may_install`` false
    means that nothing may be fetched. ``members`` are the folders of a monorepo's
    packages, whose manifests are among ``files``: they are installed together.
    ``undeclared`` names packages that the code loads and no manifest declares.
    ``is_exact`` is true for a release: nothing else than what is declared may be installed in its place.
    """

    ecosystem: str
    root: str
    files: Mapping[str, bytes]
    may_install: bool
    existing: Path | None = None
    declared: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()
    is_exact: bool = False


@dataclass(frozen=True)
class Installed:
    """Dependencies ready to be mounted, and the lock file where the package manager rewrote it.

    ``notes`` tell what was installed otherwise than the manifests say, each a phrase for people.
    """

    mounts: tuple[Mount, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    locks: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class InstallRun:
    """How an install ended that was tried as a person would; ``ended_by`` names a limit that it passed."""

    exit_code: int
    log: str
    ended_by: str = ""
    seconds: float = 0.0


class Packages(Protocol):
    """Provides dependencies; implemented by the adapters."""

    def provide(self, request: InstallRequest) -> Installed:
        """Dependencies for ``request``; raises ``PackagesError``."""
        ...

    def try_install(self, request: InstallRequest) -> InstallRun:
        """Install exactly what ``request`` declares, keep nothing of it, and say what the package manager said.

        Raises ``PackagesError`` where that cannot be tried here.
        """
        ...
