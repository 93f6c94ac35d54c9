"""The repository's own tests, before and after."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from autofix.engine.prove.observe import Stage, run_environment, with_stand_ins
from autofix.engine.prove.proof import Check
from autofix.engine.prove.standins.standins import NOTHING, StandIns
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.sandbox import Job, Limits, Sandbox
from autofix.sdk.workspace import Application, WorkspaceError

TEST_LIMITS = Limits(seconds=300, processes=256)

# How runners name a test that passed: pytest -rA, TAP (node:test), spec reporters (node:test, mocha, jest, vitest), and
# jest a file of which all pass.
_PASSED = re.compile(
    r"^(?:PASSED (?P<pytest>\S.*)|[ \t]*ok \d+ -? ?(?P<tap>[^#\n]+)|[ \t]*[\u2714\u2713\u221a] (?P<spec>.+)"
    r"|PASS (?P<jest>\S+)(?: \([\d.]+ m?s\))?)$",
    re.M,
)
# What they say where there is no test, as a project may have that was made with a runner in its scripts.
_NO_TESTS = re.compile(r"^(?:Error: )?No test(?:s| files) found\b|^=*\s?no tests ran in\b", re.M)
# Of jest and vitest, where none of the tests that ran passed, and each file could be run.
_ALL_FAIL = re.compile(
    r"^[ \t]*Tests:?[ \t]+(?:(\d+) failed, (?:\d+ (?:skipped|todo), )*\1 total|(\d+) failed \(\2\))[ \t]*\r?$", re.M
)
_NOT_RUN = re.compile(r"Test suite failed to run|Failed Suites")
_TIMING = re.compile(r"\s*\(?\d+(?:\.\d+)?\s*m?s\)?\s*$")


@dataclass(frozen=True)
class TestRun:
    """One run of the tests: whether it ended well, and which tests it named as passed.

    ``is_empty`` tells that there is none that a change could break: no test at all, or each of them fails.
    """

    __test__ = False

    has_passed: bool
    passed: Counter[str]
    ended_by: str
    log: str
    seconds: float
    is_empty: bool = False


def run_tests(sandbox: Sandbox, stage: Stage, application: Application, stand_ins: StandIns = NOTHING) -> TestRun:
    """Run the application's test command in ``stage`` with the proof's own stand-ins; raises ``SandboxError``."""
    command = application.test
    environment = {**run_environment(application, sandbox), **(stage.env or {}), "NODE_ENV": "test", "CI": "true"}
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
    outcome = sandbox.run(with_stand_ins(sandbox, job, stand_ins))
    log = (outcome.stdout + b"\n" + outcome.stderr).decode(errors="replace")
    names = (next(group for group in match.groups() if group) for match in _PASSED.finditer(log))
    passed = Counter(_TIMING.sub("", name).strip() for name in names)
    is_empty = not outcome.ended_by and not passed and has_none_to_pass(log)
    return TestRun(outcome.exit_code == 0, passed, outcome.ended_by, log[-3000:], outcome.seconds, is_empty)


def has_none_to_pass(log: str) -> bool:
    """Whether a runner says that there are no tests, or that it ran them all and all of them fail."""
    return bool(_NO_TESTS.search(log)) or (bool(_ALL_FAIL.search(log)) and not _NOT_RUN.search(log))


def suites(workspace: Snapshot, application: Application) -> tuple[Application, ...]:
    """The application's tests and those of the folders above it, each as an application to be tested there."""
    return (*((application,) if application.test else ()), *_outer(workspace, application))


def _outer(workspace: Snapshot, application: Application) -> tuple[Application, ...]:
    found = []
    for folder in PurePosixPath(application.root or ".").parents if application.root not in ("", ".") else ():
        path = str(folder / "package.json")
        try:
            script = json.loads(workspace.read(path)).get("scripts", {}).get("test", "") if workspace.has(path) else ""
        except (WorkspaceError, ValueError, AttributeError, RecursionError):
            continue
        if isinstance(script, str) and script and "no test specified" not in script:
            root = "" if str(folder) == "." else str(folder)
            found.append(replace(application, root=root, test=script))
    return tuple(found)


def compare_tests(command: str, before: TestRun, after: TestRun, *, is_own: bool = True) -> Check:
    """Whether everything that passed before still passes; None where the runs cannot be compared.

    Tests that are not the application's own may need what is not installed: that they fail before
    and after says nothing either way.
    """
    lost = sorted(before.passed - after.passed)
    passed: bool | None
    if before.has_passed:
        passed = after.has_passed and not lost
    elif before.passed:
        passed = not lost
    else:
        # Nothing is known to have passed before: that all passes now is good, that there is nothing to pass says that
        # nothing can be lost, anything else says nothing.
        passed = True if after.has_passed or not is_own or (before.is_empty and after.is_empty) else None
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
    count = f" ({run.passed.total()} named)" if run.passed else ""
    return ("pass" if run.has_passed else "fail") + count
