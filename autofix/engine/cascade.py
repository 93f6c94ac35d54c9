"""Errors cascade: what a build prints once the reported error is gone, taken up with the same candidate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from autofix.engine.diagnose import diagnose
from autofix.engine.patch import Patch, PatchError, make_patch
from autofix.engine.plugins import Plugins
from autofix.engine.propose import propose
from autofix.engine.report import read_report
from autofix.engine.workspace.overlay import Overlay
from autofix.engine.workspace.snapshot import Snapshot
from autofix.engine.workspace.text import decode, line_edits
from autofix.sdk.candidate import Action, Candidate, Change, Risk
from autofix.sdk.diagnosis import Diagnosis, Verdict

MAX_FURTHER = 8
# For all of the further errors together; what was reached by then is the answer.
MAX_SECONDS = 600.0
_TITLES = 3
Item = TypeVar("Item")
_RISKS = (Risk.MERGE_FREELY, Risk.CURSORY_REVIEW, Risk.FULL_REVIEW)


@dataclass(frozen=True)
class Further:
    """The candidate with the repair of the next error in it, and what that error was."""

    candidate: Candidate
    diagnosis: Diagnosis


def take_up(workspace: Snapshot, candidate: Candidate, patch: Patch, log: str, plugins: Plugins) -> Further | None:
    """``candidate`` and the repair of what ``log`` says of the tree it gives; None where no recipe has one.

    The result is a change of ``workspace`` like any other, to be gated and proven as a whole.
    """
    changed = Snapshot(Overlay(workspace.source, patch.contents()))
    problem = read_report(log)
    diagnosis = diagnose(problem, changed, plugins)
    if diagnosis is None or diagnosis.verdict is not Verdict.CODE_FIX:
        return None
    for further in propose(problem, diagnosis, changed, plugins):
        try:
            return Further(join(workspace, candidate, patch, further, make_patch(changed, further)), diagnosis)
        except (PatchError, UnicodeError, OSError):
            continue
    return None


def said(log: str) -> frozenset[tuple[str, str, str]]:
    """The errors that a log reports, by what they are about: code, value and file."""
    found = read_report(log).findings if log else ()
    return frozenset((finding.code, finding.value or "", finding.file or "") for finding in found)


def join(workspace: Snapshot, first: Candidate, patch: Patch, second: Candidate, further: Patch) -> Candidate:
    """One candidate for ``workspace`` that does what ``first`` does and then ``second``.

    Lock files that a package manager wrote are left to it: they follow from the declarations.
    """
    contents = {path: data for path, data in patch.contents().items() if path not in _locks(patch)}
    contents |= {path: data for path, data in further.contents().items() if path not in _locks(further)}
    came_from: dict[str, str] = {file.new_file: file.file for file in patch.files if file.after is not None}
    for file in further.files:
        if file.after is not None:
            came_from[file.new_file] = came_from.get(file.file, file.file)
    moved = {old for new, old in came_from.items() if new != old and contents.get(new) is not None}
    reasons: dict[str, dict[str, None]] = {}
    for part in (*patch.files, *further.files):
        origin = came_from.get(part.new_file, part.file)
        reasons.setdefault(origin, {})[part.description] = None
    changes = []
    for path, data in sorted(contents.items()):
        origin = came_from.get(path, path) if data is not None else path
        if data is None and path in moved:
            continue
        why = "; ".join(reasons.get(origin, {}))
        change = _change(workspace, origin, path, data, why)
        if change is not None:
            changes.append(change)
    return replace(
        first,
        title=_title(first.title, second.title),
        changes=tuple(changes),
        risk=max(first.risk, second.risk, key=_RISKS.index),
        dependencies=_once((*first.dependencies, *second.dependencies)),
        access=_once((*first.access, *second.access)),
    )


def _change(workspace: Snapshot, origin: str, path: str, data: bytes | None, why: str) -> Change | None:
    """What makes ``path`` of the repository hold ``data``; None where it does so already."""
    if not workspace.has(origin):
        return None if data is None else Change(path, Action.CREATE, why, content=decode(data, path).content)
    if data is None:
        return Change(path, Action.DELETE, why)
    before, after = workspace.text(origin), decode(data, path)
    if path == origin and before.encode(before.content) == data:
        return None
    edits = line_edits(before.content, after.content)
    if path == origin:
        return Change(path, Action.MODIFY, why, edits=edits)
    return Change(origin, Action.RENAME, why, edits=edits, new_file=path)


def _locks(patch: Patch) -> frozenset[str]:
    return frozenset(file.new_file for file in patch.files if file.by_package_manager)


def _title(first: str, second: str) -> str:
    """Both, as long as a person still reads it."""
    parts = first.split("; ")
    if parts[-1].startswith("and ") and parts[-1].endswith(" more"):
        return "; ".join((*parts[:-1], f"and {int(parts[-1].split()[1]) + 1} more"))
    if len(parts) >= _TITLES:
        return f"{first}; and 1 more"
    return first if second in parts else f"{first}; {second}"


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))
