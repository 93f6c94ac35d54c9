"""A lesson as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from autofix.engine.memory.lesson import Hole, Item, Slot, Step
from autofix.engine.memory.lesson_json import LessonError, read_lesson

# What stands for one or more strings, and for any other thing.
_WILD = {"number": "‹number›", "list": "‹strings›", "url": "‹address›", "path": "‹path›", "text": "‹text›"}


@dataclass(frozen=True)
class ShownStep:
    """Where ``before`` stands in a file of the kind, ``after`` comes to stand."""

    kind: str
    before: str
    after: str


def show_steps(body: str) -> list[ShownStep]:
    """The steps of a stored lesson; none where it cannot be read."""
    try:
        lesson = read_lesson(body)
    except LessonError:
        return []
    return [ShownStep(lesson.files[step.file], _joined(step.before), _joined(_after(step))) for step in lesson.steps]


def _after(step: Step) -> Iterable[Slot]:
    return (_slot(item, step.before) for item in step.after)


def _slot(item: Item, before: tuple[Slot, ...]) -> Slot:
    at = item.keep if item.keep is not None else item.copy
    return before[at] if at is not None else item.slot or Slot("mark")


def _joined(slots: Iterable[Slot]) -> str:
    return " ".join(_text(slot) for slot in slots)


def _text(slot: Slot) -> str:
    if slot.wild:
        return _WILD[slot.wild]
    text = "".join(f"‹{part.name}›" if isinstance(part, Hole) else part for part in slot.parts)
    return f'"{text}"' if slot.kind == "string" else text
