"""What rollup says, alone or inside vite (whose own messages are in ``vite``).

Sources: rollup's ``src/utils/logs.ts`` (versions 2 to 4), rolldown's diagnostics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_Q = "[\"'`]"
_NOT_Q = "[^\"'`\n]{1,500}"
# A path in quotes, or one that ends with the line or the sentence.
_FILE = r"(?:[\"'`](?P<file>[^\"'`\n]{1,500})[\"'`]|(?P<bare>[^\s\"'`,]{1,500}?)(?=\.?(?:\s|$)))"
_UNRESOLVED = re.compile(rf"Could not resolve {_Q}(?P<value>{_NOT_Q}){_Q} (?:from|in) {_FILE}", re.M)
_FAILED = re.compile(
    rf"(?:Rollup|Rolldown) failed to resolve import {_Q}(?P<value>{_NOT_Q}){_Q} from {_Q}(?P<file>{_NOT_Q}){_Q}"
)
# What an alias led to and is not there.
_UNLOADED = re.compile(
    r"Could not load (?P<value>[^\n(]{1,500}?) \(imported by (?P<file>[^\n)]{1,500})\): (?:ENOENT|ENOTDIR|EISDIR)\b"
)
_NOT_EXPORTED = re.compile(
    rf"{_Q}(?P<value>[\w$*]{{1,200}}){_Q} is not exported by {_Q}?(?P<source>[^\"'`\n,]{{1,500}}?){_Q}?\.?"
    rf"(?:, imported by {_FILE}|$)",
    re.M,
)
# "name (imported by a.js, b.js)", below a heading about unresolved dependencies.
_EXTERNAL = re.compile(
    r"^[ \t]{0,8}(?P<value>[@\w./~$-]{1,300}) \(imported by \"?(?P<file>[^\n,)\"]{1,500})[^\n)]{0,2000}\)", re.M
)
_EXTERNAL_HEADING = re.compile(r"\(!\) Unresolved dependencies|dependencies are imported but could not be resolved")
_SYNTAX = re.compile(
    r"(?:RollupError: |RolldownError: |Error: |\] |^(?=[^\s:()]{1,500} "
    r"\(\d))(?:(?P<file>[^\s:()][^\s:]{0,500}) \((?P<line>\d{1,9}):(?P<column>\d{1,9})\): )?"
    r"(?P<message>(?:Parse failure|Expected |Unexpected |Unterminated |Expression expected|Failed to parse source|"
    r"Parse error @|Identifier \"[\w$]{1,200}\" has already been declared)[^\n]{0,1000})",
    re.M,
)
_AFTER = re.compile(
    # Rolldown draws a frame, and counts its columns from 1.
    r"^(?:(?P<frame>[ \t]{0,8}\u256d\u2500\[ )|file: |id: )?(?P<file>[^\s:()][^\n:]{0,400}?)(?: \(|:)"
    r"(?P<line>\d{1,9}):(?P<column>\d{1,9})(?:\)| \])?$",
    re.M,
)
# How far below a message its place may stand.
_NEAR = 1_200
_ROLLUP = re.compile(r"roll(?:up|down)|vite", re.I)
_VITE = re.compile(r"\bvite v\d|error during build:|\[vite[\]:]|/node_modules/vite/|\bVITE v|npx vite|\bvite build")


def parse_rollup(text: str) -> Iterator[Finding]:
    """Unresolved imports, missing exports and syntax errors of rollup; the tool is ``vite`` where vite runs it."""
    tool = "vite" if _VITE.search(text) else "rollup"
    for pattern in (_UNRESOLVED, _FAILED, _UNLOADED):
        for match in pattern.finditer(text):
            yield _found(tool, "build.module_not_found", match, text)
    for match in _NOT_EXPORTED.finditer(text):
        yield _found(tool, "build.export_missing", match, text, source=match["source"].strip())
    # A warning that the bundle will lack a module: it is what was reported only where nothing failed.
    if _EXTERNAL_HEADING.search(text) and "[!]" not in text:
        for match in _EXTERNAL.finditer(text):
            yield _found(tool, "build.module_not_found", match, text)
    for match in _SYNTAX.finditer(text) if _ROLLUP.search(text) else ():
        yield _found(tool, "build.syntax", match, text)


def _found(tool: str, code: str, match: re.Match[str], text: str, source: str | None = None) -> Finding:
    groups = match.groupdict()
    file, line, column = groups.get("file") or groups.get("bare"), groups.get("line"), groups.get("column")
    place = _place(text, match.end(), file) if line is None else None
    if place:
        file, line, column = file or place["file"], place["line"], place["column"]
    if file is None:
        named = _FILE_LINE.search(text, match.end(), match.end() + _NEAR)
        file = named["file"] if named else None
    return Finding(
        tool,
        code,
        (groups.get("message") or match[0]).strip(),
        file=file.strip() if file else None,
        line=int(line) if line else None,
        # Rollup counts columns from 0.
        column=int(column) + (0 if place and place["frame"] else 1) if column else None,
        value=groups.get("value"),
        source=source,
        at=match.start(),
    )


_FILE_LINE = re.compile(r"^file: (?P<file>[^\n]{1,500}?)(?::\d{1,9}:\d{1,9})?$", re.M)


def _place(text: str, start: int, file: str | None) -> re.Match[str] | None:
    """Where the lines below a message say that it is: the first place in the same file."""
    end = min(len(text), start + _NEAR)
    for match in _AFTER.finditer(text, start, end):
        found = match["file"].removeprefix("/")
        if match["file"].startswith("at "):
            return None
        if file is None or found.endswith(file.lstrip("./")) or file.endswith(found.lstrip("./")):
            return match
    return None
