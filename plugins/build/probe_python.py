"""A Python command that fails as reported, to be run again."""

from __future__ import annotations

from collections.abc import Sequence

from autofix.sdk import CommandProbe, CommandRun, Finding, Judgement, Problem, Seen, Workspace
from plugins.build.cause import Spot
from plugins.build.python_commands import Chosen, choices


def python_probe(
    problem: Problem, workspace: Workspace, spots: Sequence[Spot], *, may_guess: bool = True
) -> CommandProbe | None:
    """The command, judged by whether it says the same again; None where none can be told.

    Without ``may_guess`` only one that the report says was run.
    """
    if not spots:
        return None
    chosen = next(choices(problem, workspace, spots), None)
    if chosen is None or (chosen.is_guess and not may_guess):
        return None
    wanted = {_identity(spot.finding) for spot in spots}
    codes = {spot.finding.code for spot in spots}

    def judge(run: CommandRun) -> Judgement:
        said = {_identity(finding) for finding in run.findings if finding.code in codes or _is_failure(finding)}
        if wanted & said:
            return Judgement(Seen.REPORTED, f"it says so again: {_shown(wanted & said)}")
        return Judgement(Seen.OTHER, f"it fails with {_shown(said)}" if said else f"it exits with {run.exit_code}")

    where = chosen.root or "the repository"
    test = _suite(workspace, chosen)
    return CommandProbe(
        *(f"'{chosen.command}' in {where}", "pip", chosen.root, chosen.command, judge),
        test=test,
        is_guess=chosen.is_guess,
        tools=chosen.tools,
    )


def _suite(workspace: Workspace, chosen: Chosen) -> str:
    return next((app.test for app in workspace.applications() if app.root.strip("./") == chosen.root and app.test), "")


def _is_failure(finding: Finding) -> bool:
    return finding.code.startswith("build.") or finding.code == "module_missing"


def _identity(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.value or ""


def _shown(identities: set[tuple[str, str]]) -> str:
    return ", ".join(sorted(f"{code} {value}".strip() for code, value in identities)[:3])
