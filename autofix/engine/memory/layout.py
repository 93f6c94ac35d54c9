"""What stands between two tokens, apart from the file it stands in: blanks, line ends, indentation, semicolons.

A gap is written as an optional ``;``, then nothing, a blank, or one to three line ends with the change of the
indentation in units of the file, such as ``;\\n+1``.
"""

from __future__ import annotations

import re
from collections import Counter

GAP = re.compile(r"(;?)(| |(\n{1,3})([+-]\d))")
MAX_DEPTH = 9


def read_gap(text: str, base: str, unit: str) -> str | None:
    """The gap ``text`` relative to a line indented by ``base``; None with a comment or odd indentation in it."""
    if text.strip(" \t\r\n;,"):
        return None
    semicolon = ";" if ";" in text else ""
    if "\n" not in text:
        return semicolon + (" " if text.strip(";,") else "")
    depth = depth_of(text.rpartition("\n")[2], unit)
    own = depth_of(base, unit)
    if depth is None or own is None or abs(depth - own) > MAX_DEPTH:
        return None
    return f"{semicolon}{chr(10) * min(text.count(chr(10)), 3)}{depth - own:+d}"


def without_comments(gap: str, kind: str) -> str:
    """``gap`` with the comments in it left out, and the lines that nothing else stood on.

    A comment that a change added is prose of its own repository: it is not remembered.
    """
    comment = r"#[^\n]*" if kind == "python" else r"(?://[^\n]*|/\*.*?\*/|<!--.*?-->)"
    return re.sub(comment, "", re.sub(rf"\n[ \t]*{comment}[ \t]*(?=\n)", "", gap, flags=re.S), flags=re.S)


def write_gap(gap: str, base: str, unit: str, has_semicolons: bool) -> str | None:
    """The text of ``gap`` below a line indented by ``base``; None where it would go left of the first column."""
    match = GAP.fullmatch(gap)
    if match is None:
        return None
    semicolon = match[1] if has_semicolons else ""
    if not match[3]:
        return semicolon + match[2]
    depth, own = int(match[4]), depth_of(base, unit)
    if own is None or own + depth < 0:
        return None
    return semicolon + match[3] + unit * (own + depth)


def depth_of(indentation: str, unit: str) -> int | None:
    """How many units ``indentation`` is deep; None where it is no multiple of them."""
    depth, rest = divmod(len(indentation), len(unit))
    return depth if not rest and unit * depth == indentation else None


def indentation_at(text: str, at: int) -> str:
    """The blanks that the line of offset ``at`` begins with."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line[: len(line) - len(line.lstrip(" \t"))]


def unit_of(text: str, kind: str) -> str:
    """What one level of indentation is in this file: a tab, or as many blanks as lines mostly go in by."""
    steps: Counter[str] = Counter()
    before = ""
    for line in text.splitlines():
        if not line.strip():
            continue
        own = line[: len(line) - len(line.lstrip(" \t"))]
        if (
            own.startswith(before)
            and len(own) > len(before)
            and own[len(before) :] in ("\t", "  ", "   ", "    ", " " * 8)
        ):
            steps[own[len(before) :]] += 1
        before = own
    default = "    " if kind == "python" else "  "
    return max(steps, key=lambda step: (steps[step], step == default)) if steps else default


def has_semicolons(text: str) -> bool:
    """Whether statements end with one here."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return sum(line.endswith(";") for line in lines) * 5 > len(lines)


def quote_of(text: str) -> str:
    """The quotes that this file mostly uses."""
    return '"' if text.count('"') > text.count("'") else "'"
