"""The repository's own tests, before and after."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.engine.prove.observe import Stage, run_environment
from autofix.engine.prove.proof import Check
from autofix.sdk.sandbox import Job, Limits, Sandbox
from autofix.sdk.workspace import Application

TEST_LIMITS = Limits(seconds=300, processes=256)

# How runners name a test that passed: pytest -rA, TAP (node:test), spec reporters (node:test, mocha, jest, vitest).
_PASSED = re.compile(
    r"^(?:PASSED (?P<pytest>\S.*)|\s*ok \d+ -? ?(?P<tap>[^#\n]+)|\s*[\u2714\u2713\u221a] (?P<spec>.+))$", re.M
)
_TIMING = re.compile(r"\s*\(?\d+(?:\.\d+)?\s*m?s\)?\s*$")


@dataclass(frozen=True)
class TestRun:
    """One run of the tests: whether it ended well, and which tests it named as passed."""

    __test__ = False

    has_passed: bool
    passed: frozenset[str]
    ended_by: str
    log: str
    seconds: float


def run_tests(sandbox: Sandbox, stage: Stage, application: Application) -> TestRun:
    """Run the application's test command in ``stage``; raises ``SandboxError``."""
    command = application.test
    environment = {**run_environment(application, sandbox), **(stage.env or {}), "NODE_ENV": "test"}
    if "pytest" in command:
        environment["PYTEST_ADDOPTS"] = "-rA -p no:cacheprovider"
    job = Job(
        argv=("/bin/sh", "-c", command),
        tree=stage.tree,
        cwd=application.root or ".",
        mounts=stage.mounts,
        env=environment,
        limits=TEST_LIMITS,
    )
    outcome = sandbox.run(job)
    log = (outcome.stdout + b"\n" + outcome.stderr).decode(errors="replace")
    names = (next(group for group in match.groups() if group) for match in _PASSED.finditer(log))
    passed = frozenset(_TIMING.sub("", name).strip() for name in names)
    return TestRun(outcome.exit_code == 0, passed, outcome.ended_by, log[-3000:], outcome.seconds)


def compare_tests(command: str, before: TestRun, after: TestRun) -> Check:
    """Whether everything that passed before still passes; None where the runs cannot be compared."""
    lost = sorted(before.passed - after.passed)
    passed: bool | None
    if before.has_passed:
        passed = after.has_passed and not lost
    elif before.passed:
        passed = not lost
    else:
        # Nothing is known to have passed before: that all passes now is good, anything else says nothing.
        passed = True if after.has_passed else None
    log = ("no longer passes: " + ", ".join(lost[:5])) if lost else ""
    if not passed and not log:
        log = after.log[-800:] if before.has_passed else before.log[-800:]
    return Check(
        f"tests: {command}",
        "test",
        _describe(before),
        _describe(after),
        passed,
        before.seconds + after.seconds,
        log,
    )


def _describe(run: TestRun) -> str:
    if run.ended_by:
        return f"ended at the limit of {run.ended_by}"
    count = f" ({len(run.passed)} named)" if run.passed else ""
    return ("pass" if run.has_passed else "fail") + count
