"""A unified diff as lines to show, numbered as in the two files."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_LINES = 4000
MAX_WIDTH = 2000
_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


@dataclass(frozen=True)
class DiffLine:
    """One line. ``kind`` is head, hunk, added, removed, context or note; numbers are None where a file lacks it."""

    kind: str
    text: str
    before: int | None = None
    after: int | None = None

    @property
    def sign(self) -> str:
        """What stands in front of the line."""
        return {"added": "+", "removed": "-"}.get(self.kind, "")


def read_diff(text: str) -> list[DiffLine]:
    """The lines of ``text``; what is longer than ``MAX_LINES`` ends with a note of how much is left out.

    A hunk's own counts say where it ends, so a removed line that begins with ``--`` is no file's head.
    """
    lines: list[DiffLine] = []
    old = new = old_left = new_left = 0
    # Only a line feed ends a line; str.splitlines would also split at what a hostile file holds.
    raw = text.split("\n")
    if raw[-1] == "":
        raw.pop()
    for number, line in enumerate(raw):
        if number == MAX_LINES:
            lines.append(DiffLine("note", f"{len(raw) - MAX_LINES} more lines; read the whole diff as text"))
            break
        sign, rest = line[:1], _cut(line[1:])
        if old_left > 0 or new_left > 0:
            if sign == "+":
                lines.append(DiffLine("added", rest, after=new))
                new, new_left = new + 1, new_left - 1
            elif sign == "-":
                lines.append(DiffLine("removed", rest, before=old))
                old, old_left = old + 1, old_left - 1
            elif sign == "\\":
                lines.append(DiffLine("note", rest.strip()))
            else:
                lines.append(DiffLine("context", rest, old, new))
                old, new, old_left, new_left = old + 1, new + 1, old_left - 1, new_left - 1
        elif hunk := _HUNK.match(line):
            old, old_left = int(hunk[1]), int(hunk[2] or 1)
            new, new_left = int(hunk[3]), int(hunk[4] or 1)
            lines.append(DiffLine("hunk", _cut(line)))
        elif sign == "\\":
            lines.append(DiffLine("note", rest.strip()))
        else:
            lines.append(DiffLine("head", _cut(line)))
    return lines


def _cut(line: str) -> str:
    return line if len(line) <= MAX_WIDTH else f"{line[:MAX_WIDTH]}… {len(line) - MAX_WIDTH} more characters"
