"""The candidates for a diagnosis, the cheapest and least risky first."""

from __future__ import annotations

from autofix.engine.plugins import Plugins
from autofix.sdk.candidate import Candidate, Risk
from autofix.sdk.diagnosis import Diagnosis
from autofix.sdk.problem import Problem
from autofix.sdk.workspace import Workspace

MAX_CANDIDATES = 8
# Recipes cost nothing, memory a look-up, a model money.
_SOURCES = {"recipe": 0, "memory": 1, "model": 2}
_RISKS = {Risk.MERGE_FREELY: 0, Risk.CURSORY_REVIEW: 1, Risk.FULL_REVIEW: 2}


def propose(problem: Problem, diagnosis: Diagnosis, workspace: Workspace, plugins: Plugins) -> list[Candidate]:
    """At most ``MAX_CANDIDATES``, in the order they are to be tried; each plugin's own order is kept."""
    found = [candidate for _, candidate in plugins.generate(problem, diagnosis, workspace)]
    ranked = sorted(found, key=lambda c: (_SOURCES.get(c.strategy.split(":")[0], 3), _RISKS[c.risk]))
    return ranked[:MAX_CANDIDATES]
