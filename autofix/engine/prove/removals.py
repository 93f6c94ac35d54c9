"""Code that a change takes out: a build that passes does not show that nobody misses it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from autofix.engine.gates.lines import added_lines, removed_lines
from autofix.engine.patch import FilePatch, Patch

# So many lines may go without a replacement: an unused variable, a leftover.
FREE_LINES = 3
_CODE = frozenset(".js .jsx .mjs .cjs .ts .tsx .mts .cts .vue .svelte .py".split())
_FREE = re.compile(
    r"^\s*(?:$|//|/\*|\*|#|<!--|import\b|from\s+\S+\s+import\b|(?:const|let|var)\b[^=]*=\s*require\()|^\s*(?!export\b)[\w\s,{}*]*from\s"
)
_ELEMENT = re.compile(rb"<[A-Za-z][\w-]*")


def taken_out(patch: Patch) -> str:
    """What ``patch`` takes out and does not put back; empty where that is next to nothing."""
    for file in patch.files:
        if page := _less_of_a_page(file):
            return page
        if file.by_package_manager or PurePosixPath(file.file).suffix not in _CODE or file.before is None:
            continue
        if file.after is None:
            return f"{file.file} is taken away"
        gone = _own_lines(removed_lines(file)) - _own_lines(line for _, line in added_lines(file))
        if gone > FREE_LINES:
            return f"{gone} lines of {file.file} are taken out"
    return ""


def _less_of_a_page(file: FilePatch) -> str:
    """What a page loses: an entry that loads nothing is built without a word."""
    if PurePosixPath(file.file).suffix not in (".html", ".htm") or file.before is None:
        return ""
    gone = len(_ELEMENT.findall(file.before)) - len(_ELEMENT.findall(file.after or b""))
    return f"{gone} elements of {file.file} are taken out" if gone > 0 else ""


def _own_lines(lines: Iterable[str]) -> int:
    """How many of ``lines`` are neither imports nor comments."""
    return sum(not _FREE.match(line) for line in lines)
