"""Tests that fail: named and located.

No recipe knows what a test wants. The tests themselves judge what somebody else proposes, such as a model.
"""

from __future__ import annotations

from collections.abc import Sequence

from autofix.sdk import CommandProbe, Diagnosis, Plugin, Problem, Verdict, Workspace, hookimpl
from plugins.failed_tests.places import places_of
from plugins.failed_tests.probe import FAILED, suite_probe

FAMILY = "test_failure"
SHOWN = 3


@hookimpl
def describe() -> Plugin:
    """Name, version and family."""
    return Plugin("failed_tests", "1.0", (FAMILY,))


@hookimpl
def can_handle(problem: Problem) -> int:
    """Below whoever knows why a test fails, above a bare stack."""
    return 30 if problem.of_code(FAILED) else 0


@hookimpl
def analyze(problem: Problem, workspace: Workspace) -> Diagnosis | None:
    """Which tests fail, and where the repository's code fails them; None for tests of another repository."""
    failed = problem.of_code(FAILED)
    places = places_of(problem, workspace)
    if not failed or not places:
        return None
    names = [finding.value or "" for finding in failed]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    first = places[0]
    return Diagnosis(
        FAMILY,
        f"{len(names)} {'test fails' if len(names) == 1 else 'tests fail'}: {', '.join(names[:SHOWN])}{more}",
        Verdict.ACTION_RECOMMENDED,
        places[:5],
        (("cause", "unknown"),),
        f"AutoFix has no recipe for it. Compare what the test expects with what {first.file}:{first.line} does.",
    )


@hookimpl
def validate(problem: Problem, workspace: Workspace) -> Sequence[CommandProbe]:
    """The tests that failed, run again."""
    probe = suite_probe(problem, workspace)
    return (probe,) if probe is not None else ()
