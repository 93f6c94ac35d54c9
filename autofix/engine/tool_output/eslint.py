"""What ESLint says in its formats stylish, unix, compact and json, and inside Create React App and Next.

A line counts as an error where ESLint calls it one, where warnings are treated as errors, and where
nothing else in the text is worse than a warning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autofix.engine.tool_output.eslint_rules import finding_of
from autofix.engine.tool_output.eslint_setup import parse_setup
from autofix.sdk.problem import Finding

_HEADER = re.compile(
    r"(?:\[eslint\] ?|ERROR in |\./)?(?P<file>[^\s:][^\n:]{0,400}\.(?:[cm]?[jt]sx?|vue|svelte|astro|html|json))"
)
_ROW = re.compile(
    r"[ \t]{0,8}(?P<line>\d{1,9}):(?P<column>\d{1,9})[ \t]{1,8}(?P<kind>error|warning|Error|"
    r"Warning)(?::[ \t]|[ \t]{1,8})"
    r"(?P<rest>\S[^\n]{0,4000})"
)
_CRA_ROW = re.compile(r"[ \t]{0,8}Line (?P<line>\d{1,9})(?::(?P<column>\d{1,9}))?:[ \t]{1,12}(?P<rest>\S[^\n]{0,4000})")
_RULE = re.compile(r"[ \t]{2,400}(?P<rule>@?[a-z][\w@-]{0,60}(?:/[\w@-]{1,60}){0,3})[ \t]{0,400}$")
_UNIX = re.compile(
    r"^(?P<file>[^\s:][^\n:]{0,400}):(?P<line>\d{1,9}):(?P<column>\d{1,9}): (?P<message>[^\n]{1,2000}) "
    r"\[(?P<kind>Error|Warning)(?:/(?P<rule>[^\]\n]{1,100}))?\]$",
    re.M,
)
_COMPACT = re.compile(
    r"^(?P<file>[^\s:][^\n:]{0,400}): line (?P<line>\d{1,9}), col (?P<column>\d{1,9}), (?P<kind>Error|Warning) - "
    r"(?P<message>[^\n]{1,2000}?)(?: \((?P<rule>@?[a-z][^()\s]{0,100})\))?$",
    re.M,
)
_JSON = re.compile(r"\[\s{0,20}\{\s{0,20}\"filePath\"")
_AS_ERRORS = re.compile(r"Treating warnings as errors|too many warnings \(maximum|--max-warnings[= ]0")
# How many lines a message may go on before the rule that ends it.
_MAX_LINES = 8


@dataclass(frozen=True)
class Row:
    """One message of ESLint with its place; ``is_error`` as ESLint says."""

    at: int
    file: str | None
    line: int
    column: int | None
    message: str
    rule: str | None
    is_error: bool


def parse_eslint(text: str) -> Iterator[Finding]:
    """Every message of ESLint in ``text`` that is an error there."""
    rows = [*_listed(text), *_inline(text), *_json(text)]
    if not any(row.is_error for row in rows) or _AS_ERRORS.search(text):
        counted = rows
    else:
        counted = [row for row in rows if row.is_error]
    for row in counted:
        yield finding_of(row.message, row.rule, row.file, row.line, row.column, row.at)
    yield from parse_setup(text)


def _listed(text: str) -> Iterator[Row]:
    """Rows below the name of their file."""
    file: str | None = None
    at = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = _ROW.fullmatch(line) or _CRA_ROW.fullmatch(line)
        if match:
            kind = match.groupdict().get("kind")
            message, rule = _message(match["rest"], lines[number + 1 : number + _MAX_LINES])
            # Next and ESLint name the kind; Create React App lists its errors alone, or what it treats as such.
            if rule or kind:
                column = int(match["column"]) if match["column"] else None
                is_error = kind is None or kind.lower() == "error"
                yield Row(at, file, int(match["line"]), column, message, rule, is_error)
        else:
            header = _HEADER.fullmatch(line.rstrip())
            file = header["file"] if header else file
        at += len(line) + 1


def _message(rest: str, following: list[str]) -> tuple[str, str | None]:
    """The message and its rule; the message of a few rules goes on over several lines."""
    rule = _RULE.search(rest)
    if rule:
        return rest[: rule.start()].rstrip(), rule["rule"]
    whole = [rest.rstrip()]
    for line in following if not rest.startswith("Parsing error") else []:
        if not line.strip() or _ROW.fullmatch(line) or _CRA_ROW.fullmatch(line):
            break
        rule = _RULE.search(line)
        if rule:
            return "\n".join([*whole, line[: rule.start()].rstrip()]), rule["rule"]
        whole.append(line)
    return whole[0], None


def _inline(text: str) -> Iterator[Row]:
    for pattern in (_UNIX, _COMPACT):
        for match in pattern.finditer(text):
            yield Row(
                match.start(),
                match["file"],
                int(match["line"]),
                int(match["column"]),
                match["message"].rstrip("."),
                match["rule"],
                match["kind"] == "Error",
            )


def _json(text: str) -> Iterator[Row]:
    match = _JSON.search(text)
    if match is None:
        return
    try:
        files, _ = json.JSONDecoder().raw_decode(text, match.start())
    except (ValueError, RecursionError):
        return
    for entry in files:
        messages = entry.get("messages") if isinstance(entry, dict) else None
        for message in messages if isinstance(messages, list) else []:
            line, column, said = (message.get(key) for key in ("line", "column", "message"))
            if isinstance(line, int) and isinstance(said, str):
                yield Row(
                    match.start(),
                    str(entry.get("filePath") or "") or None,
                    line,
                    column if isinstance(column, int) else None,
                    said.rstrip("."),
                    message.get("ruleId") if isinstance(message.get("ruleId"), str) else None,
                    message.get("severity") == 2,
                )
