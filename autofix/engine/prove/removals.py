"""Code that a change takes out: a build that passes does not show that nobody misses it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.entities import html5
from pathlib import PurePosixPath

from autofix.engine.gates.lines import added_lines, removed_lines
from autofix.engine.patch import FilePatch, Patch

# So many lines may go without a replacement: an unused variable, a leftover.
FREE_LINES = 3
_CODE = frozenset(".js .jsx .mjs .cjs .ts .tsx .mts .cts .vue .svelte .py".split())
_FREE = re.compile(
    r"^\s*(?:$|//|/\*|\*|#|<!--|import\b|from\s+\S+\s+import\b|(?:const|let|var)\b[^=]*=\s*require\()|^\s*(?!export\b)[\w\s,{}*]*from\s"
)
_STEP = re.compile(r"\b(?:return(?!\s*;?\s*$)|throw|raise|if|for|while|switch|yield|assert)\b")
_MARKUP = frozenset(".jsx .tsx .js .vue .svelte .html".split())
# Between letters of a text, as nobody writes an operator there: HTML's named character references.
_REFERENCE = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
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
        if sign := _made_up_sign(file):
            return f"{file.file} would show {sign} as it is written"
        if _steps(removed_lines(file)) > _steps(line for _, line in added_lines(file)):
            return f"a step of {file.file} (a condition, a loop or what it answers) is taken out"
        gone = _own_lines(removed_lines(file)) - _own_lines(line for _, line in added_lines(file))
        if gone > FREE_LINES:
            return f"{gone} lines of {file.file} are taken out"
        if _own_lines(_lines(file.before)) and not _own_lines(_lines(file.after)):
            return f"all that {file.file} does is taken out"
    return ""


def _less_of_a_page(file: FilePatch) -> str:
    """What a page loses: an entry that loads nothing is built without a word."""
    if PurePosixPath(file.file).suffix not in (".html", ".htm") or file.before is None:
        return ""
    gone = len(_ELEMENT.findall(file.before)) - len(_ELEMENT.findall(file.after or b""))
    return f"{gone} elements of {file.file} are taken out" if gone > 0 else ""


def _steps(lines: Iterable[str]) -> int:
    """How many conditions, loops and answers ``lines`` have; few as its lines may be, a step is no leftover."""
    return sum(len(_STEP.findall(line)) for line in lines if not _FREE.match(line))


def _made_up_sign(file: FilePatch) -> str:
    """A reference to a character of HTML that there is none of: a page that shows it is built without a word."""
    if PurePosixPath(file.file).suffix not in _MARKUP:
        return ""
    before = set(_REFERENCE.findall((file.before or b"").decode(errors="replace")))
    after = set(_REFERENCE.findall((file.after or b"").decode(errors="replace")))
    return next((f"&{name};" for name in sorted(after - before) if f"{name};" not in html5), "")


def _lines(data: bytes) -> list[str]:
    return data.decode(errors="replace").split("\n")


def _own_lines(lines: Iterable[str]) -> int:
    """How many of ``lines`` are neither imports nor comments."""
    return sum(not _FREE.match(line) for line in lines)
