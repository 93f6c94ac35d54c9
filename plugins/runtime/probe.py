"""The command that ended with the reported error, run again."""

from __future__ import annotations

import re

from autofix.sdk import CommandProbe, CommandRun, Judgement, Problem, Seen, Workspace
from autofix.sdk.commands import said_commands
from plugins.runtime.errors import errors_in
from plugins.runtime.places import frames

# What differs from run to run and from machine to machine: numbers, addresses, folders.
_VARIES = re.compile(r"0x[0-9a-f]+|\d+|(?:/[\w.@-]+)+/")


def error_probe(problem: Problem, workspace: Workspace) -> CommandProbe | None:
    """What the report says was run last, judged by the error it ends with; None where it names no command."""
    wanted = {_same(error) for error in errors_in(problem.text)}
    places = frames(problem, workspace)
    chosen = next(said_commands(problem, workspace, places[0].file if places else ""), None)
    if chosen is None or not wanted:
        return None

    def judge(run: CommandRun) -> Judgement:
        said = [error for error in errors_in(run.log) if _same(error) in wanted]
        if said and run.exit_code:
            return Judgement(Seen.REPORTED, f"it fails again: {said[0][:200]}")
        return Judgement(Seen.OTHER, f"it exits with status {run.exit_code}")

    return chosen.probe(judge)


def _same(error: str) -> str:
    return _VARIES.sub("#", error)
