"""A letter too many, or a quotation mark of a word processor: slips of the hand that stop every parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk import Action, Change, Edit, Location, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.imports_specifier import SUFFIXES

CODE = "syntax_slip"
# Parsers name the line they gave up on; a text that does not end is noticed at its own.
_CURLED = re.compile(
    r"^(?:import\b|export\b|\}|const\b)[^\"'\u201c\u201d\u2018\u2019\n]*(?:\bfrom|\bimport|\brequire\()\s*"
    r"(?P<open>[\"'\u201c\u201d\u2018\u2019])[^\"'\u201c\u201d\u2018\u2019\n]+(?P<close>[\"'\u201c\u201d\u2018\u2019])"
    r"\)?;?[ \t]*\r?$"
)
_BEFORE = re.compile(r"^(?P<slip>[A-Za-z]{1,3})(?=import[ \t]+[\w{*]|[\"']use (?:client|server|strict)[\"'])")
_AFTER = re.compile(r"^import\b[^\n]*\bfrom[ \t]*(?:\"[^\"\n]+\"|'[^'\n]+')(?P<slip>[A-Za-z]{1,12});?[ \t]*\r?$")
_CLOSED = re.compile(r"(?:[}\"'\w]|/)>$")
_STRAIGHT = {"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"}


def find_slip(workspace: Workspace, spot: Spot) -> Cause | None:
    """Take the slip out of the line that is named; None where the line is written as it should be."""
    if not spot.file.endswith(SUFFIXES) or spot.finding.line is None:
        return None
    try:
        lines = workspace.read(spot.file).split("\n")
    except WorkspaceError:
        return None
    if spot.line > len(lines):
        return None
    start = sum(len(line) + 1 for line in lines[: spot.line - 1])
    edits = tuple(_edits(lines[spot.line - 1], start)) or _second_bracket(spot, lines, start)
    if not edits:
        return None
    change = Change(spot.file, Action.MODIFY, "A slip of the hand.", edits)
    sentence = f"{spot.file}:{spot.line} is no JavaScript for a slip of the hand."
    remedy = Remedy("build_syntax_slip", "take a slip of the hand out", (change,))
    return Cause(CODE, sentence, Location(spot.file, spot.line), (remedy,))


def _second_bracket(spot: Spot, lines: list[str], start: int) -> tuple[Edit, ...]:
    """A lone ``>`` below the line that has closed the tag already."""
    line = lines[spot.line - 1]
    before = lines[spot.line - 2].rstrip() if spot.line > 1 else ""
    if "&gt;" not in spot.finding.message or line.strip() != ">" or not _CLOSED.search(before):
        return ()
    return (Edit(start, start + len(line) + 1, ""),)


def _edits(line: str, start: int) -> Iterator[Edit]:
    before, after, curled = _BEFORE.search(line), _AFTER.search(line), _CURLED.search(line)
    for match in (before, after):
        if match is not None:
            yield Edit(start + match.start("slip"), start + match.end("slip"), "")
    if curled is None:
        return
    first, last = curled["open"], curled["close"]
    right = first if first not in _STRAIGHT else last if last not in _STRAIGHT else _STRAIGHT[first]
    for group in ("open", "close"):
        if curled[group] != right:
            yield Edit(start + curled.start(group), start + curled.end(group), right)
