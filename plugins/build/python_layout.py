"""Blank lines and spaces that pycodestyle asks for, where its rule leaves one way to write them.

Source: pycodestyle's ``pycodestyle.py``, whose columns this reads; ruff gives the same rules the same numbers.
"""

from __future__ import annotations

import re

from autofix.sdk import Edit

_NUMBER = re.compile(r"[Ee]xpected (\d)")
_OPERATOR = re.compile(r"(?:\*\*|//|>>|<<|[-+*/%@&|^=!<>:])?=|->|<|>")
_REMOVED = frozenset({"E201", "E202", "E203", "E211", "E251"})
_COLLAPSED = frozenset({"E221", "E222", "E271", "E272"})


def layout(text: str, rule: str, line: int, column: int | None, said: str) -> Edit | None:
    """The edit that the rule asks for at a place; None where it has no such rule, or the place looks different."""
    rows = text.split("\n")
    if not 1 <= line <= len(rows) or "\r" in rows[line - 1]:
        return None
    start = sum(len(row) + 1 for row in rows[: line - 1])
    if rule in ("E301", "E302", "E305", "E306"):
        return _blank_lines_added(rows, line, start, said)
    if rule == "E303":
        return _blank_lines_removed(rows, line, start)
    row, at = rows[line - 1], (column or 0) - 1
    if not 0 <= at <= len(row):
        return None
    found = _in_row(rule, row, at)
    return Edit(start + found[0], start + found[1], found[2]) if found else None


def _blank_lines_added(rows: list[str], line: int, start: int, said: str) -> Edit | None:
    wanted = _NUMBER.search(said)
    above = line - 2
    # The comment above a definition belongs to it.
    while above >= 0 and rows[above].lstrip().startswith("#"):
        start -= len(rows[above]) + 1
        above -= 1
    found = 0
    while above >= 0 and not rows[above].strip():
        found, above = found + 1, above - 1
    missing = int(wanted[1]) - found if wanted else 0
    return Edit(start, start, "\n" * missing) if missing > 0 and above >= 0 else None


def _blank_lines_removed(rows: list[str], line: int, start: int) -> Edit | None:
    above = line - 2
    while above >= 0 and not rows[above].strip():
        above -= 1
    kept = 1 if rows[line - 1][:1].isspace() else 2
    blank = rows[above + 1 : line - 1]
    if len(blank) <= kept or above < 0:
        return None
    return Edit(start - sum(len(row) + 1 for row in blank), start, "\n" * kept)


def _in_row(rule: str, row: str, at: int) -> tuple[int, int, str] | None:
    if rule in _REMOVED or rule in _COLLAPSED:
        gap = re.compile(r"[ \t]+").match(row, at)
        return (gap.start(), gap.end(), "" if rule in _REMOVED else " ") if gap else None
    if rule == "E231":
        end = next((one + 1 for one in (at, at - 1) if 0 <= one < len(row) and row[one] in ",;:"), None)
        return (end, end, " ") if end is not None and row[end : end + 1].strip() else None
    if rule == "E261":
        gap = re.compile(r"[ \t]*(?=#)").match(row, at)
        return (gap.start(), gap.end(), "  ") if gap else None
    if rule in ("E262", "E265"):
        sign = re.compile(r"#(?=\w)").match(row, at)
        return (sign.end(), sign.end(), " ") if sign else None
    if rule == "E225":
        near = [one for one in _OPERATOR.finditer(row) if one.start() <= at <= one.end()]
        if len(near) != 1:
            return None
        before = len(row[: near[0].start()].rstrip())
        after = len(row) - len(row[near[0].end() :].lstrip())
        return (before, after, f" {near[0][0]} ") if row[:before].strip() and row[after:] else None
    return None
