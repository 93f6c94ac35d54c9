"""Syntax errors of compilers that draw a frame: swc inside Next, oxc and rolldown inside vite, babel's code frames.

Sources: swc's and oxc's use of miette's graphical report, Next's ``build/webpack`` errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

# Next 15 puts its word in front of the first.
_MESSAGE = re.compile(r"^(?:Error:)?[ \t]{0,8}(?:x|\u00d7) (?P<message>[^\n]{1,600})$", re.M)
_FRAME = re.compile(
    r"[\u256d,][\u2500-]{1,4}\[[ \t]?(?P<file>[^\s:\]][^\n:\]]{0,400}):(?P<line>\d{1,9}):(?P<column>\d{1,9})[ \t]?\]"
)
_LINE = re.compile(r"^[ \t]{0,8}>?[ \t]{0,4}(?P<line>\d{1,9}) [|\u2502]", re.M)
_CARET = re.compile(r"^[ \t]{0,8}[:\u00b7] {0,400}[\^\u2500]", re.M)
_HEADING = re.compile(r"^(?P<file>\./[^\s:][^\n:]{0,400}\.\w{1,8})(?::(?P<line>\d{1,9}):(?P<column>\d{1,9}))?$", re.M)
_TURBOPACK = re.compile(
    r"^(?P<file>\./[^\s:][^\n:]{0,400}):(?P<line>\d{1,9}):(?P<column>\d{1,9})\n"
    r"(?P<message>(?:Parsing ecmascript source code failed|Ecmascript file had an error|Parsing css "
    r"source code failed)[^\n]{0,300})",
    re.M,
)
_SWC = re.compile(
    r"Syntax Error|Caused by:|Failed to compile|\[PARSE_ERROR\]|Build failed|error during build|swc", re.I
)
# Next's own check, in a frame of swc's or below one of Turbopack's.
_CLIENT = re.compile(
    r"(?:You're importing a component that needs|You are importing a component that needs|"
    r"This React [Hh]ook only works in a [Cc]lient) [^\n]{1,300}[\"']use client[\"'][^\n]{0,200}|"
    r"^(?P<named>\./[^\s:][^\n:]{0,400}\.[jt]sx?) must be a Client Component\. Add the \"use client\"[^\n]{0,200}|"
    r"You are attempting to export \"(?P<export>\w{1,60})\" from a component marked with \"use client\"[^\n]{0,200}|"
    r"`(?P<dynamic>ssr: false)` is not allowed with `next/dynamic` in Server Components[^\n]{0,100}",
    re.M,
)
_NEAR = 700
# A message may go on for a line or two before its frame.
_FRAME_NEAR = 400


def parse_swc(text: str) -> Iterator[Finding]:
    """Every syntax error drawn in a frame."""
    for match in _TURBOPACK.finditer(text):
        if _CLIENT.search(text, match.end(), match.end() + _NEAR):
            continue
        yield _found(match["message"], match["file"], int(match["line"]), int(match["column"]), match.start())
    for match in _CLIENT.finditer(text):
        frame = _FRAME.search(text, match.end(), match.end() + _NEAR)
        heading = _heading(text, match.start())
        file = frame["file"].strip() if frame else heading["file"] if heading else None
        line = int(frame["line"]) if frame else int(heading["line"]) if heading and heading["line"] else None
        if match["named"]:
            file, line = match["named"], 1
        value = match["export"] or match["dynamic"] or "use client"
        yield Finding("next", "build.syntax", match[0], file=file, line=line, value=value, at=match.start())
    if _SWC.search(text) is None:
        return
    for match in _MESSAGE.finditer(text):
        if _CLIENT.search(match[0]):
            continue
        following = text[match.end() : match.end() + _NEAR]
        frame = _FRAME.search(following, 0, _FRAME_NEAR)
        heading = _heading(text, match.start())
        if frame is None and heading is None:
            continue
        file = frame["file"].strip() if frame else heading["file"] if heading else None
        yield _found(match["message"], file, _line(following, frame), None, match.start())


def _found(message: str, file: str | None, line: int | None, column: int | None, at: int) -> Finding:
    return Finding("next", "build.syntax", message.strip(), file=file, line=line, column=column, at=at)


def _line(following: str, frame: re.Match[str] | None) -> int | None:
    """The line above the caret; the frame's own number is where its excerpt starts."""
    caret = _CARET.search(following)
    shown = [int(match["line"]) for match in _LINE.finditer(following, 0, caret.start() if caret else 0)]
    if shown:
        return shown[-1]
    return int(frame["line"]) if frame and frame["line"] != "1" else None


def _heading(text: str, start: int) -> re.Match[str] | None:
    headings = list(_HEADING.finditer(text, max(0, start - _NEAR), start))
    return headings[-1] if headings else None
