"""What a sandbox is asked to run and what it answers.

Two phases are kept apart: an *install* job may reach the package registries
and has one writable output folder, but runs no code of the repository; a *run*
job runs the repository's code and reaches nothing at all.

Inside, every path hangs below one root: ``work`` (a private copy of the tree,
and the working folder), ``deps`` (read-only mounts) and, for install jobs,
``out``. Arguments and environment values name it as ``{root}``; the backend
fills it in, so that the same job runs under every backend.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

MIB = 1024 * 1024


class Network(enum.Enum):
    """What a job may reach beyond its own loopback interface."""

    NONE = "none"
    REGISTRIES = "registries"


@dataclass(frozen=True)
class Limits:
    """Bounds of one job; every one of them ends the job when it is passed.

    ``seconds`` is wall-clock time. ``memory_bytes`` bounds the whole job where
    a cgroup is writable, and each process everywhere. ``disk_bytes`` bounds
    all the job can write. ``output_bytes`` bounds standard output and error
    each; what is over is dropped and the outcome says so.
    """

    seconds: float = 60.0
    memory_bytes: int = 1024 * MIB
    processes: int = 128
    disk_bytes: int = 512 * MIB
    output_bytes: int = 4 * MIB
    open_files: int = 4096


@dataclass(frozen=True)
class Mount:
    """A host folder or file shown read-only at ``target``, a path below the root.

    ``scratch`` names folders in it, which exist there, that the job sees empty and may write to.
    """

    source: Path
    target: str
    scratch: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """One command for a sandbox.

    ``tree`` is a host folder whose content is copied into ``work``: the job
    never writes to the host's copy. ``output`` is the one host folder an
    install job can write to, seen as ``out``. ``cwd`` is relative to ``work``.
    """

    argv: tuple[str, ...]
    tree: Path | None = None
    cwd: str = "."
    mounts: tuple[Mount, ...] = ()
    output: Path | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    stdin: bytes = b""
    limits: Limits = Limits()
    network: Network = Network.NONE


@dataclass(frozen=True)
class Outcome:
    """How a job ended.

    ``exit_code`` is the command's own, negative for a signal. ``ended_by`` names
    the limit that ended the job (``time``, ``memory``, ``disk``) or is empty.
    ``seconds`` is wall-clock time, sandbox start included.
    """

    exit_code: int
    stdout: bytes
    stderr: bytes
    seconds: float
    ended_by: str = ""
    is_truncated: bool = False


class SandboxError(Exception):
    """The sandbox itself could not do its work; says what is missing and how to get it.

    ``permanent`` is true when trying again on this machine cannot help.
    """

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class Sandbox(Protocol):
    """Runs jobs apart from the host; implemented by the adapters.

    ``is_strong`` is false for the weaker backends, which an operator has to
    allow by name. ``shares_network`` is true where jobs have no loopback of their
    own, so that two servers cannot have one port. ``tools`` maps a tool's name (``python``, ``node``, ``npm``)
    to its path, the same inside and outside; a tool that is missing here is
    absent from it.
    """

    name: str
    is_strong: bool
    shares_network: bool
    tools: Mapping[str, str]

    def run(self, job: Job) -> Outcome:
        """Run ``job`` to its end; no process of it is left when this returns.

        Raises ``SandboxError`` when the job could not be started at all.
        """
        ...
