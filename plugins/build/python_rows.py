"""Rows of requirements that pip cannot read, or that only another system can install."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Dependency, Edit, Location, Problem, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.python_rows_merged import merged_rows, names_in_blocks

CODE = "requirement_row"
_SINGLE = re.compile(
    r"^(?P<name>[A-Za-z0-9][\w.-]*(?:\[[^\]\n]*\])?)[ \t]*(?:=[ \t]*(?P<version>[0-9][\w.*+!-]*)|"
    r"={1,2}[ \t]*(?P<any>\*))[ \t]*$"
)
# What pip freeze writes on Windows and no other system has.
WINDOWS = frozenset({"pywin32", "pypiwin32", "pywinpty", "twisted-iocpsupport", "windows-curses", "win10toast", "wmi"})
# Built for one system under a name of its own, with what all systems have.
PORTABLE = {"python-magic-bin": "python-magic"}


def find_requirement(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """What a row was to say that pip calls invalid; None where the message is another."""
    if spot.finding.tool != "pip" or "Invalid requirement" not in spot.finding.message or not spot.file:
        return None
    try:
        text = workspace.read(spot.file)
    except WorkspaceError:
        return None
    sentence = f"{spot.file}:{spot.line} is no requirement that pip can read."
    rows = text.split("\n")
    merged = merged_rows(text)
    if merged is not None:
        start = next(at for at, (one, other) in enumerate(zip(text, merged, strict=False)) if one != other)
        edit = Edit(start, len(text), merged[start:])
        change = Change(spot.file, Action.MODIFY, "Finish the merge: what either side asks for.", (edit,))
        asked = tuple(Dependency("pip", name, spot.file) for name in names_in_blocks(text))
        remedy = Remedy("build_requirement", "finish the merge", (change,), asked)
        return Cause(CODE, f"{spot.file} still holds the marks of a merge.", spot.place, (remedy,))
    found = _SINGLE.match(rows[spot.line - 1].rstrip("\r")) if spot.line <= len(rows) else None
    if found is None:
        if "\x00" in text or "\\x00" in spot.finding.message:
            reason = (
                f"{spot.file} is saved as UTF-16: save it as UTF-8 (PowerShell: pip freeze | Out-File -Encoding utf8)."
            )
            return recommend(CODE, sentence, reason, spot.place)
        return recommend(CODE, sentence, f"Correct the row {spot.line} of {spot.file}: name==version.", spot.place)
    start = sum(len(row) + 1 for row in rows[: spot.line - 1])
    if found["any"]:
        edit = Edit(start + found.end("name"), start + len(found[0].rstrip()), "")
        change = Change(spot.file, Action.MODIFY, "Any version is asked for by the name alone.", (edit,))
        asked = (Dependency("pip", re.sub(r"\[.*", "", found["name"]), spot.file),)
        return Cause(CODE, sentence, spot.place, (Remedy("build_requirement", found["name"], (change,), asked),))
    sign = start + found[0].index("=")
    change = Change(spot.file, Action.MODIFY, "A version is asked for with two signs.", (Edit(sign, sign + 1, "=="),))
    name = re.sub(r"\[.*", "", found["name"])
    remedy = Remedy(
        "build_requirement", f"{name}=={found['version']}", (change,), (Dependency("pip", name, spot.file),)
    )
    return Cause(CODE, sentence, Location(spot.file, spot.line), (remedy,))
