"""Where in a text the lines stand that a model quotes, which it rarely does to the blank."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MAX_QUOTED_LINES = 400


@dataclass(frozen=True)
class Match:
    """What really stands there, and what has to stand there instead, indented as the file is."""

    find: str
    replace: str


def match_lines(text: str, find: str, replace: str) -> Match | str:
    """The one place of ``find`` in ``text``, blanks at line ends and a common indent aside; else why there is none."""
    if not find.strip():
        return "'find' is empty; quote the lines that are to be replaced"
    count = text.count(find)
    if count == 1:
        return Match(find, replace)
    if count > 1:
        return f"'find' stands {count} times in the file; quote more lines around it"
    wanted = find.strip("\n").split("\n")
    lines = text.split("\n")
    if len(wanted) > MAX_QUOTED_LINES:
        return f"'find' has more than {MAX_QUOTED_LINES} lines; quote less"
    for plain, moves in ((str.rstrip, False), (str.strip, True)):
        starts = _starts(lines, wanted, plain)
        if len(starts) > 1:
            return f"'find' stands {len(starts)} times in the file; quote more lines around it"
        if starts:
            real = lines[starts[0] : starts[0] + len(wanted)]
            said = replace.strip("\n") if replace.strip() else replace.strip()
            return Match("\n".join(real), _indented(said, wanted, real) if moves else said)
    return "'find' does not stand in the file as it was shown"


def _starts(lines: list[str], wanted: list[str], plain: Callable[[str], str]) -> list[int]:
    sought, have = [plain(line) for line in wanted], [plain(line) for line in lines]
    first, size = sought[0], len(sought)
    return [at for at in range(len(have) - size + 1) if have[at] == first and have[at : at + size] == sought]


def _indented(replace: str, wanted: list[str], real: list[str]) -> str:
    """``replace`` moved by as much as the quoted lines were moved."""
    quoted, found = _indent(wanted), _indent(real)
    if quoted == found:
        return replace
    moved = []
    for line in replace.split("\n"):
        rest = line.removeprefix(quoted)
        moved.append(found + rest if line.strip() else line)
    return "\n".join(moved)


def _indent(lines: list[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    return first[: len(first) - len(first.lstrip())]
