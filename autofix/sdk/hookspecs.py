"""The hooks of a plugin. Every one of them takes values and returns values.

A plugin is a module or an object whose functions carry ``@autofix.sdk.hookimpl``
and these names; arguments that it does not need may be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pluggy

from autofix.sdk.candidate import Candidate
from autofix.sdk.diagnosis import Diagnosis
from autofix.sdk.fixer import Fixer
from autofix.sdk.platform import Platform
from autofix.sdk.problem import Problem
from autofix.sdk.project_type import ProjectType
from autofix.sdk.proof import CommandProbe, ContractProbe, Probe
from autofix.sdk.workspace import Workspace

PROJECT = "autofix"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@dataclass(frozen=True)
class Plugin:
    """What a plugin says of itself; ``families`` are those of the problems it works on, if any."""

    name: str
    version: str
    families: tuple[str, ...]


@hookspec
def describe() -> Plugin:
    """Name, version and families of the plugin."""
    raise NotImplementedError


@hookspec
def can_handle(problem: Problem) -> int:
    """How sure the plugin is that the problem is its own: 0 is not at all, 100 is certain."""
    raise NotImplementedError


@hookspec
def analyze(problem: Problem, workspace: Workspace) -> Diagnosis | None:
    """The cause of the problem in this repository; None when it turns out to be another's."""
    raise NotImplementedError


@hookspec
def generate(problem: Problem, diagnosis: Diagnosis, workspace: Workspace) -> Iterable[Candidate]:
    """Candidate fixes, the cheapest and likeliest first."""
    raise NotImplementedError


@hookspec
def validate(
    problem: Problem, diagnosis: Diagnosis, candidate: Candidate, workspace: Workspace
) -> Sequence[Probe | CommandProbe | ContractProbe]:
    """The probes that show the reported failure; the engine runs them and decides."""
    raise NotImplementedError


@hookspec
def fixers(problem: Problem, diagnosis: Diagnosis, workspace: Workspace) -> Iterable[Fixer]:
    """The ecosystem's own tools that may mend it; asked where no candidate is verified and things may be run."""
    raise NotImplementedError


@hookspec
def provide_platform(name: str, folder: Path) -> Platform | None:
    """The platform called ``name``, which keeps what it needs in ``folder``; None when it is another's."""
    raise NotImplementedError


@hookspec
def project_types() -> Iterable[ProjectType]:
    """The kinds of project that the plugin knows, each with its own detection."""
    raise NotImplementedError
