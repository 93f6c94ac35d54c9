"""Lessons as JSON and back. What is read may come from anywhere, so it is bounded and held to its form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from autofix.engine.memory.kinds import KINDS
from autofix.engine.memory.layout import GAP
from autofix.engine.memory.lesson import WILDCARDS, Hole, Item, Lesson, Part, Slot, Step
from autofix.sdk.candidate import Risk

VERSION = 1
MAX_BYTES = 24_000
MAX_FILES, MAX_STEPS, MAX_SLOTS, MAX_PARTS = 3, 6, 300, 12
MAX_LITERAL, MAX_NAME = 80, 120
_TOKEN_KINDS = ("word", "number", "mark", "string", "opaque")
_QUOTES = ("", "'", '"', "`")
T = TypeVar("T")


class LessonError(Exception):
    """The text is no lesson of this version; says what is wrong with it."""


def write_lesson(lesson: Lesson) -> str:
    """``lesson`` without its id; the same text for the same lesson. Raises ``LessonError`` when it is too large."""
    steps = [[s.file, [_slot(slot) for slot in s.before], [_item(item) for item in s.after]] for s in lesson.steps]
    told = {
        "version": VERSION,
        "shape": lesson.shape,
        "risk": lesson.risk.value,
        "files": list(lesson.files),
        "steps": steps,
    }
    text = json.dumps(told, separators=(",", ":"), sort_keys=True)
    if len(text) > MAX_BYTES:
        raise LessonError(f"the lesson is larger than {MAX_BYTES} bytes")
    # What could not be read back is not written.
    read_lesson(text)
    return text


def read_lesson(text: str, lesson_id: str = "") -> Lesson:
    """The lesson in ``text``; raises ``LessonError``."""
    if len(text) > MAX_BYTES:
        raise LessonError(f"the lesson is larger than {MAX_BYTES} bytes")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LessonError(f"it is no JSON: {type(error).__name__}") from None
    if not isinstance(told, dict) or set(told) != {"version", "shape", "risk", "files", "steps"}:
        raise LessonError("it has not the fields of a lesson")
    if type(told["version"]) is not int or told["version"] != VERSION:
        raise LessonError(f"it is of another version than {VERSION}")
    shape = _text(told["shape"], 64)
    if len(shape) != 64 or not set(shape) <= set("0123456789abcdef"):
        raise LessonError("its shape is no digest")
    if told["risk"] not in {risk.value for risk in Risk if risk is not Risk.MERGE_FREELY}:
        raise LessonError("it names no risk that a lesson may have")
    files = tuple(_one_of(kind, tuple(set(KINDS.values()))) for kind in _list(told["files"], 1, MAX_FILES))
    steps = tuple(_read_step(step, len(files)) for step in _list(told["steps"], 1, MAX_STEPS))
    return Lesson(shape, files, steps, Risk(told["risk"]), lesson_id)


def _slot(slot: Slot) -> list[object]:
    parts = [part if isinstance(part, str) else {"hole": part.name} for part in slot.parts]
    return [slot.kind, parts, slot.wild, slot.quote]


def _item(item: Item) -> list[object]:
    return [item.gap, item.keep, item.copy, None if item.slot is None else _slot(item.slot)]


def _read_step(told: object, files: int) -> Step:
    file, before_told, after_told = _list(told, 3, 3)
    before = tuple(_read_slot(slot) for slot in _list(before_told, 1, MAX_SLOTS))
    after = tuple(_read_item(item, before) for item in _list(after_told, 0, MAX_SLOTS))
    kept = [item.keep for item in after if item.keep is not None]
    if kept != sorted(set(kept)):
        raise LessonError("a step keeps its tokens out of their order")
    if all(slot.wild or slot.kind == "mark" for slot in before) and len(before) < 3:
        raise LessonError("a step says too little about where it belongs")
    return Step(_number(file, files), before, after)


def _read_slot(told: object) -> Slot:
    kind, parts_told, wild, quote = _list(told, 4, 4)
    parts = tuple(_read_part(part) for part in _list(parts_told, 0, MAX_PARTS))
    slot = Slot(_one_of(kind, _TOKEN_KINDS), parts, _one_of(wild, ("", *WILDCARDS)), _one_of(quote, _QUOTES))
    if slot.wild and (parts or slot.kind != ("number" if slot.wild == "number" else "string")):
        raise LessonError("a wildcard of no token")
    if not slot.wild and not parts and slot.kind != "string":
        raise LessonError("an empty token")
    return slot


def _read_part(told: object) -> Part:
    if isinstance(told, dict):
        if set(told) != {"hole"}:
            raise LessonError("a part of no kind")
        return Hole(_text(told["hole"], MAX_NAME))
    return _text(told, MAX_LITERAL)


def _read_item(told: object, before: tuple[Slot, ...]) -> Item:
    gap, keep, copy, slot_told = _list(told, 4, 4)
    item = Item(
        _maybe(gap, _read_gap),
        _maybe(keep, lambda value: _number(value, len(before))),
        _maybe(copy, lambda value: _number(value, len(before))),
        _maybe(slot_told, _read_slot),
    )
    if [item.keep is None, item.copy is None, item.slot is None].count(False) != 1:
        raise LessonError("a token that is not one thing")
    if item.gap is None and item.keep is None:
        raise LessonError("a new token without what stands before it")
    if item.copy is not None and before[item.copy].wild in ("", "list"):
        raise LessonError("a copy of what is no wildcard")
    if item.slot is not None and item.slot.wild:
        raise LessonError("a wildcard that nothing is taken from")
    return item


def _read_gap(told: object) -> str:
    if not isinstance(told, str) or GAP.fullmatch(told) is None:
        raise LessonError("a gap that is none")
    return told


def _maybe(told: object, read: Callable[[object], T]) -> T | None:
    return None if told is None else read(told)


def _list(told: object, least: int, most: int) -> list[object]:
    if not isinstance(told, list) or not least <= len(told) <= most:
        raise LessonError(f"a list of {least} to {most} things is missing")
    return told


def _text(told: object, longest: int) -> str:
    if not isinstance(told, str) or not 0 < len(told) <= longest or not told.isprintable():
        raise LessonError(f"a text of 1 to {longest} printable characters is missing")
    return told


def _number(told: object, below: int) -> int:
    if type(told) is not int or not 0 <= told < below:
        raise LessonError(f"a number below {below} is missing")
    return told


def _one_of(told: object, names: tuple[str, ...]) -> str:
    if not isinstance(told, str) or told not in names:
        raise LessonError("a name that is none of those that are known")
    return told


def digest_of(lesson: Lesson) -> str:
    """The same for what changes the same, whoever learnt it and however closely it is to be looked at."""
    return hashlib.sha256(write_lesson(replace(lesson, risk=Risk.CURSORY_REVIEW)).encode()).hexdigest()
