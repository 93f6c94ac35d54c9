"""Slips of one character or one line that keep Python from reading a file: each is tried, and kept if it then reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[A-Za-z_]\w*")
# Shorter ones are a slip of too many names.
_KEYWORDS = frozenset(
    "import from def return class elif else while with except finally lambda yield async await pass break continue "
    "raise global for try None True False".split()
)
# Lines that an item of a list may have.
MAX_ITEM = 30
_VALUE = re.compile(r"[ \t]*(?:return[ \t]+|[\w.\[\]\"']+[ \t]*[+-]?=(?!=)[ \t]*)")
_GOES_ON = re.compile(r"(?:[^+\-*/|&%<>=][ \t]*[+\-*/|&%]|\b(?:and|or|not|in|is))$")
_BEGINS_ON = re.compile(r"[ \t]+(?:[+\-*/|&%] ?|\.[a-z_]\w*\(|(?:and|or)\b)")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)\w*[ \t]*")
_UNMATCHED = re.compile(r"unmatched '(?P<closer>[)\]}])'")
_MISMATCHED = re.compile(
    r"closing parenthesis '(?P<closer>[)\]}])' does not match opening parenthesis '(?P<open>[(\[{])'"
)
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_TWICE = re.compile(r"([:,])[ \t]*\1(?=[ \t]*(?:#[^\n]*)?$)")


def misspelt_keywords(rows: list[str], line: int) -> Iterator[str]:
    """The line with each word in turn as the keyword that it is one character off."""
    row = rows[line - 1]
    for found in _WORD.finditer(row):
        for keyword in sorted(_KEYWORDS - {found[0]}):
            if is_one_off(found[0], keyword):
                yield _with(rows, line, row[: found.start()] + keyword + row[found.end() :])


def is_one_off(one: str, other: str) -> bool:
    """Whether a character too many, too few, another or two swapped are all the difference."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[start:], other[start:]
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:] or rest[1::-1] + rest[2:] == others


def without_fences(rows: list[str]) -> str:
    """The file without the marks that a piece of Markdown begins and ends with."""
    return "\n".join(row for row in rows if not _FENCE.fullmatch(row))


def closed_quotes(rows: list[str], line: int) -> Iterator[str]:
    """The text that is left open on the line, closed at its end or in front of the brackets that stand there."""
    row = rows[line - 1].rstrip()
    opened = _open_quote(row)
    if not opened:
        return
    tail = len(row) - len(row.rstrip(")]},:"))
    for end in range(len(row) - tail, len(row) + 1):
        yield _with(rows, line, row[:end] + opened + row[end:])


def _open_quote(row: str) -> str:
    quote = ""
    at = 0
    while at < len(row):
        if row[at] == "\\":
            at += 1
        elif quote:
            quote = "" if row[at] == quote else quote
        elif row[at] in "\"'":
            quote = row[at]
        elif row[at] == "#":
            return ""
        at += 1
    return quote


def without_closer(rows: list[str], line: int, said: str) -> Iterator[str]:
    """The line without a bracket that closes nothing (and its comma), or with the one that fits what is open."""
    row = rows[line - 1]
    wrong, unmatched = _MISMATCHED.search(said), _UNMATCHED.search(said)
    found = wrong or unmatched
    if found is None:
        return
    # The last first: what is then left of the line stands as it did.
    for at in (at for at in reversed(range(len(row))) if row[at] == found["closer"]):
        yield _with(rows, line, row[:at] + row[at + 1 :])
        yield _with(rows, line, (row[:at] + re.sub(r"^[ \t]*,", "", row[at + 1 :])).rstrip())
        if wrong:
            yield _with(rows, line, row[:at] + _PAIRS[wrong["open"]] + row[at + 1 :])


def bracketed(rows: list[str], line: int) -> Iterator[str]:
    """An expression that goes on in the next line without a bracket round it: one from its beginning to that line."""
    for first in (line, line - 1):
        row = rows[first - 1] if 1 <= first < len(rows) else ""
        head = _VALUE.match(row)
        if head is None or not (_GOES_ON.search(row.rstrip()) or _BEGINS_ON.match(rows[first])):
            continue
        last = first
        while last < len(rows) and (_GOES_ON.search(rows[last - 1].rstrip()) or _BEGINS_ON.match(rows[last])):
            last += 1
        inner = [f"{head[0]}({row[head.end() :]}", *rows[first : last - 1], rows[last - 1].rstrip() + ")"]
        yield "\n".join([*rows[: first - 1], *inner, *rows[last:]])


def with_comma(rows: list[str], line: int) -> Iterator[str]:
    """A comma at the end of one of the lines from ``line`` on: Python names where the first of the two items begins."""
    for at in range(line, min(line + MAX_ITEM, len(rows)) + 1):
        if re.search(r"[\w'\"\])}]$", rows[at - 1].rstrip()):
            yield _with(rows, at, rows[at - 1].rstrip() + ",")


def deepened(rows: list[str], line: int) -> Iterator[str]:
    """The one line of a block that stands as deep as what opens it: the next is in the block, or behind it."""
    own = _indent(rows[line - 1])
    below = next((_indent(row) for row in rows[line:] if row.strip()), "")
    if len(below) == len(own) and below == own:
        return
    unit = below[len(own) :] if len(below) > len(own) else "\t" if "\t" in own else "    "
    yield _with(rows, line, own + unit + rows[line - 1].lstrip())


def other_quotes(row: str) -> str:
    """The texts inside the braces of an f-string in the other quotes: before Python 3.12 they end the string."""
    found = re.search(r"\b[rR]?[fF][rR]?(?P<quote>[\"'])(?![\"']{2})", row)
    if found is None:
        return row
    quote = found["quote"]
    other = "'" if quote == '"' else '"'
    made, depth, at = row[: found.end()], 0, found.end()
    while at < len(row):
        character = row[at]
        if character in "{}" and row[at : at + 2] != character * 2:
            depth += 1 if character == "{" else -1
        elif character in "{}" and not depth:
            made, at = made + character, at + 1
        elif character == quote and depth <= 0:
            # The rest of the line may hold another.
            return made + quote + other_quotes(row[at + 1 :])
        elif character == other and depth > 0:
            return row
        made += other if character == quote else row[at]
        at += 1
    return row


def dedented(rows: list[str], line: int) -> Iterator[str]:
    """The line, with the block that it begins, as deep as the line above it."""
    above = next((row for row in reversed(rows[: line - 1]) if row.strip()), "")
    own, wanted = _indent(rows[line - 1]), _indent(above)
    if len(own) <= len(wanted) or above.rstrip().endswith((":", "\\", ",", *_PAIRS)):
        return
    end = line
    while end < len(rows) and (not rows[end].strip() or rows[end].startswith(own)):
        end += 1
    moved = [wanted + row[len(own) :] if row.strip() else row for row in rows[line - 1 : end]]
    yield "\n".join([*rows[: line - 1], *moved, *rows[end:]])


def snapped(rows: list[str], line: int) -> Iterator[str]:
    """The line at the depth of one above it that is nearest, and at the other where two are as near."""
    own = len(_indent(rows[line - 1]))
    depths = {len(_indent(row)) for row in rows[: line - 1] if row.strip()}
    near = sorted((abs(depth - own), depth) for depth in depths if "\t" not in rows[line - 1][:own])
    if near and near[0][0] <= 2:
        for away, depth in near:
            if away == near[0][0]:
                yield _with(rows, line, " " * depth + rows[line - 1].lstrip())


def once(row: str) -> str:
    """The line without the second of two marks of which Python takes one."""
    return _TWICE.sub(r"\1", row)


def other_quotes_outside(row: str) -> str:
    """The one text of the line in the quotes that it does not hold: as the next one of JSON does."""
    found = re.fullmatch(r"([^\"']*)\"([^']*\"[^']*)\"([)\]},:\s]*)", row)
    return f"{found[1]}'{found[2]}'{found[3]}" if found else row


def _indent(row: str) -> str:
    return row[: len(row) - len(row.lstrip())]


def _with(rows: list[str], line: int, row: str) -> str:
    return "\n".join([*rows[: line - 1], row, *rows[line:]])
