"""From an accepted repair to a lesson: values become holes, literals that stay become wildcards.

Only a small change of code is generalised, and only one that its own lesson makes again in the very place it comes
from: a template that says more or less than the change did teaches nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autofix.engine.memory.kinds import kind_of
from autofix.engine.memory.lesson import Lesson, Step
from autofix.engine.memory.lesson_json import MAX_FILES, MAX_STEPS, LessonError, write_lesson
from autofix.engine.memory.matching import find_only
from autofix.engine.memory.private import is_private
from autofix.engine.memory.recall import MAX_TEXT, recall
from autofix.engine.memory.shape import shape_of
from autofix.engine.memory.template import Untold, make_step
from autofix.engine.memory.tokens import read_tokens
from autofix.engine.memory.trimming import trim
from autofix.engine.memory.values import values_of
from autofix.engine.memory.window import Window
from autofix.engine.patch import FilePatch, Patch
from autofix.engine.workspace.text import apply_edits, decode
from autofix.sdk.candidate import Action, Risk
from autofix.sdk.diagnosis import Diagnosis, Verdict
from autofix.sdk.problem import Problem
from autofix.sdk.workspace import Workspace, WorkspaceError

MAX_LINES = 40
MAX_WIDER = 4
MIN_SLOTS = 3
# How many tokens before a change are told first.
MARGINS = (4, 8)


@dataclass(frozen=True)
class _Sides:
    """A changed file's text before and after."""

    path: str
    kind: str
    before: str
    after: str


def generalise(
    problem: Problem,
    diagnosis: Diagnosis,
    workspace: Workspace,
    patch: Patch,
    risk: Risk = Risk.CURSORY_REVIEW,
    secrets: Sequence[str] = (),
    redact: Callable[[str], str] = str,
) -> Lesson | None:
    """What ``patch``, which was accepted for ``problem`` in ``workspace``, teaches; None where that is nothing.

    ``risk`` is that of the candidate; a lesson is looked at by a person at least as closely. ``secrets`` are the
    project's own, which no lesson may hold any part of; nor may it hold what ``redact`` takes out of a text.
    """
    if diagnosis.verdict is Verdict.NOT_CODE or not 0 < len(patch.files) <= MAX_FILES:
        return None
    try:
        sides = [_sides(file) for file in patch.files]
        values = values_of(problem, diagnosis)
        steps = [step for at, side in enumerate(sides) for step in _steps(at, side, values)]
        lesson = Lesson(
            shape_of(problem, diagnosis, workspace).digest,
            tuple(side.kind for side in sides),
            tuple(steps),
            Risk.CURSORY_REVIEW if risk is Risk.MERGE_FREELY else risk,
        )
        write_lesson(lesson)
    except (Untold, LessonError, WorkspaceError, ValueError):
        return None
    if len(steps) > MAX_STEPS or is_private(lesson, secrets, redact):
        return None
    return lesson if _teaches(lesson, sides, problem, diagnosis, workspace) else None


def _sides(file: FilePatch) -> _Sides:
    kind = kind_of(file.file)
    is_plain = file.action is Action.MODIFY and file.file == file.new_file and not file.by_package_manager
    if not kind or not is_plain or file.before is None or file.after is None or len(file.after) > MAX_TEXT:
        raise Untold(f"{file.file} is not a file of code that was changed in place")
    before, after = (decode(data, file.file).content.replace("\r\n", "\n") for data in (file.before, file.after))
    return _Sides(file.file, kind, before, after)


def _steps(ordinal: int, side: _Sides, values: Mapping[str, str]) -> list[Step]:
    old, new = side.before.splitlines(keepends=True), side.after.splitlines(keepends=True)
    changed = _changed(old, new)
    if sum(a2 - a1 + b2 - b1 for a1, a2, b1, b2 in changed) > MAX_LINES or len(changed) > MAX_STEPS:
        raise Untold("more changed than a lesson says")
    before, after = read_tokens(side.before, side.kind), read_tokens(side.after, side.kind)
    steps = []
    for at, lines in enumerate(changed):
        low = changed[at - 1][1] if at else 0
        high = changed[at + 1][0] if at + 1 < len(changed) else len(old)
        window = Window.around(side.before, side.after, before, after, lines, low, high)
        if window.is_empty:
            # Only comments or layout.
            continue
        steps.append(_step(ordinal, side, window, values))
    if not steps:
        raise Untold("no code changed")
    return steps


def _changed(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """The lines that differ; only the part between the first and the last of them is compared."""
    both = min(len(old), len(new))
    head = next((at for at in range(both) if old[at] != new[at]), both)
    tail = next((at for at in range(both - head) if old[-1 - at] != new[-1 - at]), both - head)
    matcher = difflib.SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail])
    codes = [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]
    return [(a1 + head, a2 + head, b1 + head, b2 + head) for a1, a2, b1, b2 in codes]


def _step(ordinal: int, side: _Sides, window: Window, values: Mapping[str, str]) -> Step:
    """The shortest step that says where it belongs: its template stands there and nowhere else."""
    for step in _told(side, window, values):
        if len(step.before) >= MIN_SLOTS and find_only(step, window.all_before, values) is not None:
            return replace(step, file=ordinal)
    raise Untold("the code around it does not tell where it belongs")


def _told(side: _Sides, window: Window, values: Mapping[str, str]) -> Iterator[Step]:
    """The change with more and more of what stands around it."""
    step = make_step(side.before, side.after, side.kind, window, values)
    for margin in MARGINS:
        yield trim(step, margin, window.first_line)
    yield step
    for _ in range(MAX_WIDER):
        wider = window.wider()
        if wider is None:
            return
        window = wider
        yield make_step(side.before, side.after, side.kind, window, values)


def _teaches(lesson: Lesson, sides: list[_Sides], problem: Problem, diagnosis: Diagnosis, workspace: Workspace) -> bool:
    """Whether the lesson makes the very change it was learnt from."""
    made = recall([lesson], problem, diagnosis, workspace)
    if len(made) != 1:
        return False
    changes = {change.file: change.edits for change in made[0].changes}
    for side in sides:
        text = decode(workspace.read(side.path).encode(), side.path)
        written = apply_edits(text, changes.get(side.path, ()), side.path)
        wanted = read_tokens(side.after, side.kind)
        if [token.key for token in read_tokens(written, side.kind)] != [token.key for token in wanted]:
            return False
    return True
