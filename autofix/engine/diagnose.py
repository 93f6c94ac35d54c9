"""Which plugin understands a problem, and what it finds."""

from __future__ import annotations

from autofix.engine.plugins import Plugins
from autofix.sdk.diagnosis import Diagnosis
from autofix.sdk.problem import Problem
from autofix.sdk.workspace import Workspace


def diagnose(problem: Problem, workspace: Workspace, plugins: Plugins) -> Diagnosis | None:
    """The diagnosis of the surest plugin that has one; None when no plugin understands the problem."""
    for _, name in plugins.can_handle(problem):
        if problem.family and problem.family not in plugins.described[name].families:
            continue
        diagnosis = plugins.analyze(name, problem, workspace)
        if diagnosis is not None:
            return diagnosis
    return None
