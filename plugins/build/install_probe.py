"""An install that fails for what the manifests ask for, to be run again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from autofix.sdk import CommandProbe, CommandRun, Judgement, Package, Problem, Seen, Workspace
from plugins.build.cause import Spot
from plugins.build.locate import package_folder
from plugins.build.packages import PYTHON_TOOLS
from plugins.build.probe import STAYS

CODES = ("build.dependency_conflict", "build.version_missing")
# What shows that the code works with what was installed, the most telling first.
_SCRIPTS = ("build", "typecheck", "type-check", "test")
# What passes whatever it meets shows nothing.
_IDLE = re.compile(r"^\s*(?:echo|exit|true|:)\b|(?:\|\||;)\s*(?:true|echo\b[^;&|]*|exit 0|:)\s*$")


def install_probe(problem: Problem, workspace: Workspace, spots: Sequence[Spot]) -> CommandProbe | None:
    """The install, judged by whether it stops at the same packages; None where something else failed as well."""
    if not spots or any(spot.finding.code not in CODES for spot in spots):
        return None
    ecosystem = "pip" if spots[0].finding.tool in PYTHON_TOOLS else "npm"
    package = _package(problem, workspace, ecosystem)
    if package is None or package.manager not in ("npm", "pip"):
        return None
    wanted = {(spot.finding.code, _name(spot.value)) for spot in spots}

    def judge(run: CommandRun) -> Judgement:
        said = {(one.code, _name(one.value or "")) for one in run.findings}
        again = wanted & said
        shown = ", ".join(sorted(f"{code} {value}".strip() for code, value in again or said)[:3])
        if again:
            return Judgement(Seen.REPORTED, f"it stops at the same: {shown}")
        return Judgement(Seen.OTHER, f"it stops at {shown}" if said else f"it exits with status {run.exit_code}")

    name = f"{package.manager} install in {package.root or 'the repository'}"
    return CommandProbe(name, ecosystem, package.root, _then(workspace, package), judge, is_install=True)


def _package(problem: Problem, workspace: Workspace, ecosystem: str) -> Package | None:
    """The one manifest that is installed; several are told apart by the folder that the report names."""
    found = {one.root: one for one in workspace.packages() if one.ecosystem == ecosystem}
    folder = package_folder(workspace, problem)
    return found.get(folder) if folder in found else next(iter(found.values())) if len(found) == 1 else None


def _then(workspace: Workspace, package: Package) -> str:
    """A command that passes only where the code works with its packages; empty where the manifest has none."""
    if package.ecosystem == "pip":
        tests = (app.test for app in workspace.applications() if app.root.strip("./") == package.root)
        return next((test for test in tests if test), "")
    scripts = dict(package.scripts)
    named = ((name, scripts.get(name, "")) for name in _SCRIPTS)
    fit = (name for name, script in named if script and not _IDLE.search(script) and not STAYS.search(script))
    return next(chain((f"npm run {name}" for name in fit), ("",)))


def _name(value: str) -> str:
    """The package alone: at which version it is asked for changes with the repair of another."""
    return re.split(r"(?<=.)[@<>=~!;\[ ]", value, maxsplit=1)[0].lower()
