"""A variable that the code reads by another name than committed files give it."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterator

from autofix.sdk import Action, Candidate, Change, Edit, Location, WorkspaceError
from plugins.cors.allow_list import AllowList, Reading
from plugins.cors.candidates import make_candidate
from plugins.cors.compose import compose_variables
from plugins.cors.report import CorsReport

ALIKE = 0.85
_CODE = (".js", ".cjs", ".mjs", ".ts", ".cts", ".mts", ".tsx", ".jsx", ".py")
_LINE = re.compile(r"^(?:export[ \t]+)?(?P<name>[A-Z_][A-Z0-9_]{0,99})[ \t]*=[ \t]*['\"]?(?P<value>[^\n'\"]*)", re.M)
_SPLITS = re.compile(r"\.split\(")


def renamed(
    reading: Reading, report: CorsReport, allowed: AllowList, framework: str
) -> tuple[Candidate, Location] | None:
    """Read the variable that holds the failing origin, where the one that is read is given nowhere."""
    names = allowed.env_names()
    if len(names) != 1 or not allowed.is_unset() or not report.origin:
        return None
    read, entry, workspace = names[0], allowed.entries[0], reading.workspace
    given = list(_given(reading))
    text = workspace.read(entry.file)
    if any(name == read for name, _ in given) or text[entry.start : entry.end].count(read) != 1:
        return None
    meant = {
        name
        for name, value in given
        if _is_alike(name, read)
        and report.origin in re.split(r"[,;\s]+", value)
        and (report.origin == value.strip() or _SPLITS.search(text))
    }
    # A variable that something else reads may be meant for that.
    name = next(iter(meant)) if len(meant) == 1 else ""
    if not name or _reads(reading, name) or _reads(reading, read) != 1:
        return None
    start = text.index(read, entry.start)
    description = f"The files that set the environment call it {name}, and nothing sets {read}."
    change = Change(entry.file, Action.MODIFY, description, (Edit(start, start + len(read), name),))
    candidate = make_candidate(f"{framework}_env_name", f"read {name}", (change,), report)
    return candidate, Location(entry.file, entry.line)


def _given(reading: Reading) -> Iterator[tuple[str, str]]:
    """Every variable with its value that a committed file names, samples among them: they say how it is called."""
    for variable in compose_variables(reading.workspace, is_production=reading.is_production):
        yield variable.name, variable.value.value
    for path in reading.workspace.files():
        if not posixpath.basename(path).startswith(".env"):
            continue
        try:
            text = reading.workspace.read(path)
        except WorkspaceError:
            continue
        for match in _LINE.finditer(text):
            yield match["name"], match["value"].strip()


def _is_alike(name: str, other: str) -> bool:
    """Whether two names differ by a plural, the order of words, or a slip."""
    words, others = ({word.removesuffix("S") for word in each.split("_")} for each in (name, other))
    return words == others or difflib.SequenceMatcher(None, name, other).ratio() >= ALIKE


def _reads(reading: Reading, name: str) -> int:
    """How often code names the variable."""
    found = 0
    for path in reading.workspace.search(name, suffixes=_CODE):
        try:
            found += len(re.findall(rf"\b{re.escape(name)}\b", reading.workspace.read(path)))
        except WorkspaceError:
            continue
    return found
