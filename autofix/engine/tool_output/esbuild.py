"""What esbuild says, on the command line and through its JavaScript interface (vite, tsup, Angular).

Sources: esbuild's ``internal/logger`` and ``internal/bundler`` (versions 0.14 to 0.25).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_MARKED = re.compile(
    r"(?:\u2718|X|\u2716) \[ERROR\] (?P<message>[^\n]{1,1000})"
    r"(?:\n[ \t]{0,8}){1,3}(?P<file>[^\s:][^\n:]{0,400}):(?P<line>\d{1,9}):(?P<column>\d{1,9}):"
)
_BARE = re.compile(r"(?:\u2718|\u2716) \[ERROR\] (?P<message>[^\n]{1,1000})")
_LINE = re.compile(
    r"^[ \t]{0,8}(?:> )?(?P<file>[^\s:][^\n:]{0,400}):(?P<line>\d{1,9}):(?P<column>\d{1,9}): (?:ERROR|error): "
    r"(?P<message>[^\n]{1,1000})",
    re.M,
)
_RESOLVE = re.compile(r"Could not resolve [\"'](?P<value>[^\"'\n]{1,500})[\"']")
_EXPORT = re.compile(r"No matching export in \"(?P<source>[^\"\n]{1,500})\" for import \"(?P<value>[^\"\n]{1,200})\"")
_CANNOT_READ = re.compile(r"(?:Cannot read|Could not read from) file:? \"?(?P<value>[^\n\"]{1,500})\"?")
_CASE = re.compile(
    r"Use \"(?P<hint>[^\"\n]{1,500})\" instead of \"(?P<value>[^\"\n]{1,500})\" to avoid issues with case"
)
_LOADER = re.compile(r"No loader is configured for \"[^\"\n]{1,40}\" files")
_SUGGESTION = re.compile(r"Did you mean to import \"(?P<hint>[^\"\n]{1,200})\" instead\?")
_TYPESCRIPT = re.compile(r"TS\d{4,5}: ")
_NEAR = 1_500


def parse_esbuild(text: str) -> Iterator[Finding]:
    """Every error esbuild names in ``text``; an error of Angular's TypeScript is left to ``tsc``."""
    seen = set()
    for pattern in (_MARKED, _LINE):
        for match in pattern.finditer(text):
            seen.add(match.start())
            finding = _found(match, text)
            if finding:
                yield finding
    for match in _BARE.finditer(text):
        if match.start() not in seen:
            finding = _found(match, text)
            if finding:
                yield finding


def _found(match: re.Match[str], text: str) -> Finding | None:
    message = match["message"].strip()
    if _TYPESCRIPT.match(message):
        return None
    groups = match.groupdict()
    line, column = groups.get("line"), groups.get("column")
    code, value, hint, source = _meaning(message, text, match.end())
    return Finding(
        "esbuild",
        code,
        message,
        file=groups.get("file"),
        line=int(line) if line else None,
        # Esbuild counts columns from 0.
        column=int(column) + 1 if column else None,
        value=value,
        hint=hint,
        source=source,
        at=match.start(),
    )


def _meaning(message: str, text: str, end: int) -> tuple[str, str | None, str | None, str | None]:
    """Code, value, hint and source of a message."""
    resolve, export = _RESOLVE.search(message), _EXPORT.search(message)
    if resolve:
        return "build.module_not_found", resolve["value"], None, None
    if export:
        following = text[end : end + _NEAR].partition("[ERROR]")[0]
        hint = _SUGGESTION.search(following)
        return "build.export_missing", export["value"], hint["hint"] if hint else None, export["source"]
    unread = _CANNOT_READ.search(message)
    if unread:
        value = unread["value"].strip()
        for case in _CASE.finditer(text):
            if value.endswith(case["value"]):
                return "build.case_mismatch", case["value"], case["hint"], None
        return "build.module_not_found", value, None, None
    if _LOADER.search(message):
        return "build.config", None, None, None
    return "build.syntax", None, None, None
