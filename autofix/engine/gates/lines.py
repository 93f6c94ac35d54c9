"""The lines that a file's part of a diff adds and removes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.patch import FilePatch

_HUNK = re.compile(r"@@ -\S+ \+(\d+)")


def added_lines(file: FilePatch) -> Iterator[tuple[int, str]]:
    """Each added line with its number in the new file, counted from 1."""
    number = 0
    for line in _hunks(file):
        if match := _HUNK.match(line):
            number = int(match[1])
        elif line.startswith("+"):
            yield number, line[1:]
            number += 1
        elif line.startswith(" "):
            number += 1


def removed_lines(file: FilePatch) -> list[str]:
    """Each removed line."""
    return [line[1:] for line in _hunks(file) if line.startswith("-")]


def changed_lines(file: FilePatch) -> int:
    """How many lines are added or removed."""
    return sum(line.startswith(("+", "-")) for line in _hunks(file))


def hunk_sides(file: FilePatch) -> Iterator[tuple[str, str]]:
    """The text of each hunk before and after the change, its context on both sides."""
    before: list[str] = []
    after: list[str] = []
    for line in [*_hunks(file), "@@"]:
        if line.startswith("@@") and (before or after):
            yield "\n".join(before), "\n".join(after)
            before, after = [], []
        if line.startswith(("-", " ")):
            before.append(line[1:])
        if line.startswith(("+", " ")):
            after.append(line[1:])


def _hunks(file: FilePatch) -> list[str]:
    """The lines from the first hunk on; what stands before are names."""
    start = file.diff.find("\n@@ ")
    return file.diff[start + 1 :].split("\n") if start >= 0 else []
