"""A value of the environment is a text or missing, where a text is asked for."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Workspace
from plugins.build.cause import Remedy, Spot
from plugins.build.imports_specifier import SUFFIXES
from plugins.build.names_source import Source

_VALUE = re.compile(
    r"\b(?:process|import\.meta)\.env(?:\.\w+|\[['\"]\w+['\"]\])(?![\w.\[(!?]|\s*(?:\|\||\?\?|as\b|!?==|\?))"
)
_TEXT = re.compile(r"'(?:string \| )?undefined' is not assignable to (?:parameter of )?type '(?!(?:number|boolean)\b)")
MAX_FILES = 200


def value_there(workspace: Workspace, source: Source, spot: Spot) -> Remedy | None:
    """Say that it is there, in the way that the repository says so; None where another value is meant."""
    if _TEXT.search(spot.finding.message) is None or not source.is_typed:
        return None
    line, start = source.line_text(spot.line), source.line_start(spot.line)
    column = (spot.finding.column or 1) - 1
    found = list(_VALUE.finditer(line))
    pointed = [match for match in found if match.start() == column] or found
    if len(pointed) != 1:
        return None
    match = pointed[0]
    end = start + match.end()
    edit = Edit(end, end, "!")
    if not _asserts(workspace):
        edit = Edit(end, end, " as string")
    change = Change(source.file, Action.MODIFY, f"{match[0]} is set where this runs.", (edit,))
    return Remedy("build_type", f"take {match[0]} for set", (change,))


def _asserts(workspace: Workspace) -> bool:
    """Whether the repository writes ``!`` behind such values, rather than ``as string``."""
    marks = casts = 0
    for file in list(workspace.search(".env.", suffixes=SUFFIXES))[:MAX_FILES]:
        text = workspace.read(file)
        marks += len(re.findall(r"\.env\.\w+!", text))
        casts += len(re.findall(r"\.env\.\w+ as string", text))
    return marks > casts
