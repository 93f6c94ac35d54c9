"""What a gate is given and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autofix.engine.patch import Patch
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.candidate import Candidate


@dataclass(frozen=True)
class Policy:
    """What a fix may touch. Patterns are globs over whole paths, as ``fnmatch`` reads them.

    ``max_lines`` counts added and removed lines; lock files that the package manager wrote do not count.
    """

    allowed_paths: tuple[str, ...] = ("*",)
    forbidden_paths: tuple[str, ...] = ()
    max_files: int = 20
    max_lines: int = 400
    max_file_bytes: int = 1024 * 1024


@dataclass(frozen=True)
class Proposal:
    """A candidate with its patch, in the workspace it is for.

    ``origin`` is the one that the report names: nobody else may be let in, whatever the candidate says. ``node`` are
    the ranges of Node's version that the report asks for.
    """

    workspace: Snapshot
    candidate: Candidate
    patch: Patch
    policy: Policy
    origin: str | None
    node: tuple[str, ...] = ()


@dataclass(frozen=True)
class GateResult:
    """What one gate says: ``explanation`` tells what it holds, or what was refused and why."""

    name: str
    passed: bool
    explanation: str


@dataclass(frozen=True)
class Gate:
    """A named rule; ``refuse`` answers why a proposal may not pass, or an empty string."""

    name: str
    holds: str
    refuse: Callable[[Proposal], str]
