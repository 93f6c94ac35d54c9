"""Builds, type checks and linters that fail: diagnosed, fixed by recipes, proven by the command that failed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autofix.sdk import (
    Candidate,
    CommandProbe,
    Diagnosis,
    Fixer,
    Location,
    Plugin,
    Probe,
    Problem,
    Verdict,
    Workspace,
    hookimpl,
)
from plugins.build.cause import Cause
from plugins.build.causes import find_causes
from plugins.build.fixer_tools import find_fixers
from plugins.build.install_probe import install_probe
from plugins.build.known_families import FAMILIES, family_of
from plugins.build.known_finders import CODES
from plugins.build.locate import spots
from plugins.build.merging import make_candidates
from plugins.build.probe import command_probe
from plugins.build.probe_python import python_probe
from plugins.build.start_probe import CODE as MODULE_MISSING
from plugins.build.start_probe import start_probe

PREFIX = "build"
MAX_LOCATED = 10


@hookimpl
def describe() -> Plugin:
    """Name, version and families."""
    return Plugin("build", "1.0", FAMILIES)


@hookimpl
def can_handle(problem: Problem) -> int:
    """Certain where a build's tool has printed an error."""
    if problem.of_code(PREFIX):
        return 90
    if any(problem.of_code(code) for code in CODES):
        return 70
    return 20 if problem.family in FAMILIES else 0


@hookimpl
def analyze(problem: Problem, workspace: Workspace) -> Diagnosis | None:
    """The cause of every error in the log; what cannot be explained keeps the whole from being offered."""
    causes = find_causes(problem, workspace)
    if not causes:
        return None
    chief = _chief(causes)
    located: dict[Location, None] = {cause.place: None for cause in causes if cause.place}
    others = len(causes) - 1
    sentence = chief.sentence + (
        f" ({others} more of the kind)" if others and chief.verdict is Verdict.CODE_FIX else ""
    )
    return Diagnosis(
        family_of(chief.code),
        sentence,
        chief.verdict,
        tuple(located)[:MAX_LOCATED],
        (("cause", chief.code),),
        chief.reason,
    )


@hookimpl
def generate(problem: Problem, workspace: Workspace) -> Sequence[Candidate]:
    """The recipes' candidates, where every error of the log has one."""
    causes = find_causes(problem, workspace)
    if not causes or any(cause.verdict is not Verdict.CODE_FIX or not cause.remedies for cause in causes):
        return ()
    return make_candidates(causes)


@hookimpl
def validate(problem: Problem, workspace: Workspace) -> Sequence[Probe | CommandProbe]:
    """The command that printed the report, or the start of the server that printed it."""
    own, missing = spots(workspace, problem, PREFIX), spots(workspace, problem, MODULE_MISSING)
    both = (*own, *missing)
    probe = (
        install_probe(problem, workspace, own)
        or command_probe(problem, workspace, own)
        or python_probe(problem, workspace, both, may_guess=False)
        or start_probe(workspace, missing)
        or python_probe(problem, workspace, both)
    )
    return (probe,) if probe is not None else ()


@hookimpl
def fixers(problem: Problem, workspace: Workspace) -> Iterable[Fixer]:
    """The fixers of the compiler or linter that printed the report."""
    return find_fixers(problem, workspace, find_causes(problem, workspace))


def _chief(causes: Sequence[Cause]) -> Cause:
    """The cause to speak of: one that cannot be fixed here goes before those that can."""
    return next((cause for cause in causes if cause.verdict is not Verdict.CODE_FIX), causes[0])
