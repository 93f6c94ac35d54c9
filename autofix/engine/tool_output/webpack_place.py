"""Where webpack says that an error is: in the heading above the message, in a trace or a code frame below it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A file as it was printed, with line and column from 1 where they are known."""

    file: str | None = None
    line: int | None = None
    column: int | None = None


_HEADING = re.compile(
    r"(?:(?:ERROR|WARNING|Error) in )?(?P<file>(?:[./@\w]|"
    r"\([\w-]{1,40}\)/)[^\n:]{0,400}?\.[\w]{1,10})(?:\?[^\s:]{0,200})?"
    r"(?:[ :](?P<line>\d{1,9}):(?P<column>\d{1,9})(?:-\d{1,9}(?::\d{1,9})?)?)?"
)
_TRACE = re.compile(r"^ @ (?P<file>\S{1,400}) (?P<line>\d{1,9}):(?P<column>\d{1,9})", re.M)
_FRAME = re.compile(r"^> {1,4}(?P<line>\d{1,9}) \|", re.M)
_BELOW = 900
_ABOVE = 1_000
_LINES_ABOVE = 3


def place_of(text: str, start: int, end: int) -> Place:
    """The place of the message that stands at ``start`` to ``end`` of ``text``."""
    heading = _heading(text, start)
    below = re.split(r"\n(?:ERROR|WARNING) in |\nModule not found", text[end : end + _BELOW], maxsplit=1)[0]
    trace, frame = _TRACE.search(below), _FRAME.search(below)
    if heading and heading["line"]:
        # Next and Turbopack count the columns of a heading from 1, webpack from 0.
        is_webpack = f"{heading['line']}:{heading['column']}-" in heading[0] or " in " in heading[0][:12]
        column = int(heading["column"]) + 1 if is_webpack else int(heading["column"])
        return Place(heading["file"], int(heading["line"]), column)
    if trace:
        file = heading["file"] if heading else trace["file"]
        return Place(file, int(trace["line"]), int(trace["column"]) + 1)
    return Place(heading["file"] if heading else None, int(frame["line"]) if frame else None)


def _heading(text: str, start: int) -> re.Match[str] | None:
    above = text[max(0, start - _ABOVE) : start].rstrip(" \t").split("\n")
    for line in [line.strip() for line in reversed(above) if line.strip()][:_LINES_ABOVE]:
        match = _HEADING.fullmatch(line)
        if match:
            return match
    return None
