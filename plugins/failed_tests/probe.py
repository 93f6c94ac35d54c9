"""The tests that failed, run again: gone is the failure when the whole command passes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk import CommandProbe, CommandRun, Judgement, Package, Problem, Seen, Workspace
from autofix.sdk.commands import SaidCommand, said_commands
from autofix.sdk.places import folders_above, locate
from plugins.failed_tests.places import places_of

FAILED = "test.failed"
SHOWN = 3
_RUNNERS = {
    "jest": "jest", "vitest": "vitest", "mocha": "mocha", "node": "node --test", "tap": "node --test",
    "pytest": "pytest", "unittest": "unittest",
}  # fmt: skip
_MANIFESTS = ("requirements.txt", "pyproject.toml", "Pipfile", "setup.py", "setup.cfg", "manage.py")
_TESTS = re.compile(r"\b(?:test|tests|jest|vitest|mocha|ava|tap|pytest|unittest)\b|test[:_-]|[:_-]test")
_WATCHES = re.compile(r"--watch(?:All)?(?!=false)\b|\bwatch\b")


def suite_probe(problem: Problem, workspace: Workspace) -> CommandProbe | None:
    """The command that ran the tests, judged by the names of those that fail; None where none can be told."""
    failed = problem.of_code(FAILED)
    places = places_of(problem, workspace)
    if not failed or not places:
        return None
    near = next((locate(workspace, each.file) for each in failed if each.file), "") or places[-1].file
    chosen = next(_choices(problem, workspace, failed[0].tool, near), None)
    if chosen is None:
        return None
    wanted = {_name(finding.value) for finding in failed}

    def judge(run: CommandRun) -> Judgement:
        said = {_name(finding.value) for finding in run.findings if finding.code == FAILED}
        if wanted & said:
            return Judgement(Seen.REPORTED, f"it fails again: {_shown(wanted & said)}")
        return Judgement(Seen.OTHER, f"other tests fail: {_shown(said)}" if said else f"it exits with {run.exit_code}")

    # Run as the tests too, for what passed before: a command that exits well may have left tests out.
    return chosen.probe(judge, chosen.command)


def _choices(problem: Problem, workspace: Workspace, tool: str, near: str) -> Iterator[SaidCommand]:
    """What the report says was run, then what the manifest calls its tests, then the runner itself."""
    for said in said_commands(problem, workspace, near):
        if _TESTS.search(said.command) or _TESTS.search(said.script):
            yield said
    if tool in ("pytest", "unittest"):
        yield from _python(workspace, tool, near)
        return
    above = [
        package
        for package in workspace.packages()
        if package.ecosystem == "npm" and (not package.root or near.startswith(f"{package.root}/"))
    ]
    for package in sorted(above, key=lambda package: -len(package.root)):
        yield from _scripts(package, tool)


def _scripts(package: Package, tool: str) -> Iterator[SaidCommand]:
    runner = _RUNNERS[tool]
    for name, command in package.scripts:
        if re.search(rf"\b{re.escape(runner)}\b|react-scripts test", command) and not _WATCHES.search(command):
            yield SaidCommand("npm", package.root, f"npm run {name}", command)
    if any(name == runner for name, _, _ in package.dependencies):
        command = {"vitest": "vitest run"}.get(runner, runner)
        yield SaidCommand("npm", package.root, f"npx --no-install {command}", command)


def _python(workspace: Workspace, tool: str, near: str) -> Iterator[SaidCommand]:
    roots = (
        folder
        for folder in folders_above(near)
        if any(workspace.has(f"{folder}/{manifest}" if folder else manifest) for manifest in _MANIFESTS)
    )
    root = next(roots, "")
    if tool == "pytest":
        yield SaidCommand("pip", root, "python -m pytest", "python -m pytest", ("pytest",))
    elif workspace.has(f"{root}/manage.py" if root else "manage.py"):
        yield SaidCommand("pip", root, "python manage.py test", "python manage.py test")
    else:
        yield SaidCommand("pip", root, "python -m unittest", "python -m unittest")


def _name(value: str | None) -> str:
    return re.sub(r"\s*[>\u203a]\s*", " > ", value or "").strip()


def _shown(names: set[str]) -> str:
    return ", ".join(sorted(names)[:SHOWN])
