"""What earlier repairs propose for a problem of their shape; the gates and the proof judge it like anything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from autofix.engine.memory.kinds import kind_of
from autofix.engine.memory.lesson import Lesson, Step
from autofix.engine.memory.matching import Match, find_only
from autofix.engine.memory.places import places_of
from autofix.engine.memory.shape import shape_of
from autofix.engine.memory.tokens import read_tokens
from autofix.engine.memory.values import values_of
from autofix.engine.memory.writing import Page, Unwritable, write_step
from autofix.sdk.candidate import Action, Candidate, Change, Edit
from autofix.sdk.diagnosis import Diagnosis, Verdict
from autofix.sdk.problem import Problem
from autofix.sdk.workspace import Workspace, WorkspaceError

MAX_RECALLED = 3
MAX_TEXT = 400_000
STRATEGY = "memory"


def recall(
    lessons: Sequence[Lesson], problem: Problem, diagnosis: Diagnosis | None, workspace: Workspace
) -> list[Candidate]:
    """At most ``MAX_RECALLED`` candidates, in the order of ``lessons``; none that changes what another one does."""
    if not lessons or diagnosis is None or diagnosis.verdict is Verdict.NOT_CODE:
        return []
    shape = shape_of(problem, diagnosis, workspace).digest
    fitting = [lesson for lesson in lessons if lesson.shape == shape]
    if not fitting:
        return []
    pages = _Pages(places_of(problem, diagnosis, workspace), workspace)
    values = values_of(problem, diagnosis)
    found: dict[tuple[Change, ...], Candidate] = {}
    for lesson in fitting:
        changes = _changes(lesson, pages, values)
        if changes and changes not in found:
            found[changes] = _candidate(lesson, changes, values)
        if len(found) >= MAX_RECALLED:
            break
    return list(found.values())


def lesson_of(strategy: str) -> str:
    """The id of the lesson that a candidate of this strategy came from; empty for any other."""
    source, _, lesson_id = strategy.partition(":")
    return lesson_id if source == STRATEGY else ""


class _Pages:
    """The files that a problem is about, each read once."""

    def __init__(self, groups: Sequence[tuple[str, ...]], workspace: Workspace) -> None:
        self.groups = groups
        self._workspace = workspace
        self._read: dict[str, Page | None] = {}

    def page(self, path: str) -> Page | None:
        """The file, or None where it cannot be read."""
        if path not in self._read:
            try:
                text, kind = self._workspace.read(path), kind_of(path)
                self._read[path] = Page(text, kind, read_tokens(text, kind)) if len(text) <= MAX_TEXT else None
            except (WorkspaceError, ValueError):
                self._read[path] = None
        return self._read[path]


def _changes(lesson: Lesson, pages: _Pages, values: Mapping[str, str]) -> tuple[Change, ...]:
    """The lesson's steps in the files where all of them stand; nothing where that leaves a choice."""
    if not lesson.holes <= values.keys():
        return ()
    changes = []
    for ordinal, kind in enumerate(lesson.files):
        steps = [step for step in lesson.steps if step.file == ordinal]
        path = _place(steps, kind, pages, values)
        page = pages.page(path) if path else None
        if path is None or page is None:
            return ()
        try:
            edits = _edits(steps, page, values)
        except Unwritable:
            return ()
        changes.append(Change(path, Action.MODIFY, "as an accepted repair of such a problem did", edits))
    return tuple(changes) if len({change.file for change in changes}) == len(lesson.files) else ()


def _place(steps: Sequence[Step], kind: str, pages: _Pages, values: Mapping[str, str]) -> str | None:
    for group in pages.groups:
        hits = [path for path in group if kind_of(path) == kind and _stand(steps, pages.page(path), values)]
        if hits:
            return hits[0] if len(hits) == 1 else None
    return None


def _stand(steps: Sequence[Step], page: Page | None, values: Mapping[str, str]) -> list[Match]:
    """Where each step stands; nothing unless every one does, once, and none on another."""
    if page is None:
        return []
    matches = [match for step in steps if (match := find_only(step, page.tokens, values))]
    ordered = sorted(matches, key=lambda match: match.start)
    is_apart = all(one.end < other.start for one, other in pairwise(ordered))
    return matches if len(matches) == len(steps) and is_apart else []


def _edits(steps: Sequence[Step], page: Page, values: Mapping[str, str]) -> tuple[Edit, ...]:
    matches = _stand(steps, page, values)
    edits = [edit for step, match in zip(steps, matches, strict=True) for edit in write_step(step, match, page, values)]
    if not edits:
        raise Unwritable("it changes nothing")
    return tuple(sorted(edits, key=lambda edit: edit.start))


def _candidate(lesson: Lesson, changes: tuple[Change, ...], values: Mapping[str, str]) -> Candidate:
    names = ", ".join(change.file for change in changes)
    access = (values["origin"],) if lesson.admits_origin else ()
    title = f"Change {names} as an accepted repair did"
    return Candidate(f"{STRATEGY}:{lesson.id}", title, changes, lesson.risk, access=access)
