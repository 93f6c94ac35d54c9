"""What Python raises: each traceback's last line, with the frame of the repository's own code that led there.

Also read inside pytest's reports, whose lines start with ``E``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autofix.engine.tool_output.python_errors import ERROR, meaning_of
from autofix.sdk.problem import Finding

_FRAME = re.compile(r'^[ \t|+]{0,40}(?:E {1,8})?File "(?P<file>[^"\n]{1,500})", line (?P<line>\d{1,9})')
_PYTEST_FRAME = re.compile(
    r"^(?P<file>[^\s:<>][^\n:<>]{0,400}\.py):(?P<line>\d{1,9}): (?:in [^\n]{1,200}|[A-Z]\w{1,80})$"
)
_START = re.compile(r"^[ \t|+]{0,40}(?:E {1,8})?Traceback \(most recent call last\):")
_OUTSIDE = re.compile(r"(?:^|/)(?:site-packages|dist-packages|lib/python3?[\d.]{0,6})/|^<")


@dataclass(frozen=True)
class _Frame:
    file: str
    line: int


def parse_python(text: str) -> Iterator[Finding]:
    """Every exception in ``text`` that says something about the repository's code or its surroundings."""
    frames: list[_Frame] = []
    at = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = _FRAME.match(line) or _PYTEST_FRAME.match(line)
        if match:
            frames.append(_Frame(match["file"], int(match["line"])))
        elif _START.match(line):
            frames = []
        else:
            error = ERROR.match(line)
            if error and not _is_code(lines, number, error):
                below = _pytest_frame(lines[number + 1 : number + 4], error["name"])
                finding = _found(error, [*frames, below] if below else frames, at + error.start("name"))
                if finding:
                    yield finding
                frames = []
        at += len(line) + 1


def _found(error: re.Match[str], frames: list[_Frame], at: int) -> Finding | None:
    meaning = meaning_of(error["name"], (error["message"] or "").strip())
    if meaning is None:
        return None
    place = _place(frames, is_exact=meaning.code == "build.syntax")
    if meaning.code == "build.syntax" and place is None:
        # Node and browsers raise a SyntaxError too, and show no frame of Python's.
        return None
    return Finding(
        "python",
        meaning.code,
        error[0].strip().removeprefix("E ").strip(),
        file=place.file if place else None,
        line=place.line if place else None,
        value=meaning.value,
        hint=meaning.hint,
        source=meaning.source,
        at=at,
    )


def _is_code(lines: list[str], number: int, error: re.Match[str]) -> bool:
    """Whether a lone word is the line of code that a traceback shows below a frame, and no exception's name."""
    above, line = lines[number - 1] if number else "", lines[number]
    deeper = len(line) - len(line.lstrip()) > len(above) - len(above.lstrip())
    return error["message"] is None and deeper and _FRAME.match(above) is not None


def _pytest_frame(lines: list[str], name: str) -> _Frame | None:
    """The line ``shop.py:2: NameError`` below an error in pytest's long style."""
    for line in lines:
        match = _PYTEST_FRAME.match(line)
        if match and line.endswith(" " + name.rpartition(".")[2]):
            return _Frame(match["file"], int(match["line"]))
    return None


def _place(frames: list[_Frame], *, is_exact: bool) -> _Frame | None:
    """The innermost frame outside of libraries; of a syntax error the last, which is the file itself."""
    if is_exact:
        return frames[-1] if frames else None
    return next((frame for frame in reversed(frames) if _OUTSIDE.search(frame.file) is None), None)
