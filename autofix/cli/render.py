"""A repair for people: the diagnosis, the diff in colour, the proof as a table."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autofix.engine.repair import Attempt, Repair
from autofix.engine.trials import Result

_STYLES = {
    Result.VERIFIED: "bold green",
    Result.PLAUSIBLE: "bold yellow",
    Result.UNPROVEN: "bold red",
    Result.NOT_CODE: "bold cyan",
    Result.NO_FIX: "bold cyan",
}
_MEANINGS = {
    Result.VERIFIED: "reproduced, gone with the change, back without it, nothing else broken",
    Result.PLAUSIBLE: "not proven here",
    Result.UNPROVEN: "no change is offered",
    Result.NOT_CODE: "no fault of this repository",
    Result.NO_FIX: "no change is offered",
}
_LINES = (("+++", "bold"), ("---", "bold"), ("@@", "cyan"), ("+", "green"), ("-", "red"), ("diff ", "bold"))


def show_repair(repair: Repair, *, show_unproven: bool = False) -> None:
    """Print the whole answer to standard output."""
    console = Console(file=sys.stdout, highlight=False, soft_wrap=True, emoji=False)
    if repair.diagnosis:
        console.print(Text(repair.diagnosis.root_cause, style="bold"))
        for place in repair.diagnosis.located:
            console.print(Text(f"  {place.file}:{place.line}", style="dim"))
        console.print()
    chosen = repair.chosen
    if chosen and chosen.patch and (repair.is_offered or show_unproven):
        console.print(Text(chosen.candidate.title, style="bold"))
        for file in chosen.patch.files:
            console.print(Text(f"  {file.new_file}: {file.description}", style="dim"))
        console.print()
        show_diff(console, chosen.patch.diff)
        console.print()
    if chosen:
        show_proof(console, chosen)
    line = Text(repair.result.value, style=_STYLES[repair.result])
    line.append(f"  {_MEANINGS[repair.result]}", style="default")
    if repair.is_offered:
        line.append(f"  (confidence {repair.confidence:.2f}, {repair.seconds:.1f} s)", style="dim")
    console.print(line)
    if repair.reason:
        console.print(Text(repair.reason))
    for failure in repair.failures:
        console.print(Text(f"plugin {failure.plugin} failed in {failure.hook}: {failure.message}", style="red"))


def show_diff(console: Console, diff: str) -> None:
    """The diff, a colour for each kind of line."""
    for line in diff.split("\n")[:-1]:
        style = next((style for start, style in _LINES if line.startswith(start)), "")
        console.print(Text(line, style=style))


def show_proof(console: Console, attempt: Attempt) -> None:
    """The checks and the gates."""
    if attempt.proof.checks:
        table = Table(title="Proof", title_justify="left", title_style="bold")
        for heading in ("check", "before", "after", "holds"):
            table.add_column(heading, overflow="fold")
        for check in attempt.proof.checks:
            holds = {True: Text("yes", "green"), False: Text("no", "red"), None: Text("unknown", "yellow")}[
                check.passed
            ]
            table.add_row(Text(check.name), Text(check.before), Text(check.after), holds)
        console.print(table)
    refused = [gate for gate in attempt.gates if not gate.passed]
    if attempt.gates and not refused:
        names = ", ".join(gate.name for gate in attempt.gates)
        console.print(Text(f"gates passed: {names}", style="dim"))
    for gate in refused:
        console.print(Text(f"gate {gate.name}: {gate.explanation}", style="red"))
    console.print()
