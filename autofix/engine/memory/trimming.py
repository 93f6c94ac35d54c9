"""Leaving out of a step what its place does not need: the rest of the line, where names differ from code to code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autofix.engine.memory.lesson import Item, Step

AFTER = 1


def trim(step: Step, margin: int, first_line: int) -> Step:
    """``step`` with at most ``margin`` kept slots before what changes, and ``AFTER`` behind it.

    ``first_line`` is how many tokens of it stand in its first line: further it is not trimmed, as new lines are
    indented by that one.
    """
    copied = {item.copy for item in step.after if item.copy is not None}
    lead, end = _untouched(step.after), len(step.before)
    single = next((at for at, slot in enumerate(step.before) if slot.wild == "list"), end)
    drop = max(0, min(lead - margin, first_line - 1, single, *copied, end))
    tail = max(0, min(_tail(step) - AFTER, end - drop - 1, *(end - 1 - at for at in copied)))
    items = [item for item in step.after if item.keep is None or drop <= item.keep < end - tail]
    return replace(step, before=step.before[drop : end - tail], after=tuple(_moved(item, drop) for item in items))


def _untouched(items: Sequence[Item]) -> int:
    """How many of the first slots stay as they are, and stay together."""
    return next((at for at, item in enumerate(items) if item.keep != at or item.gap is not None), len(items))


def _tail(step: Step) -> int:
    """How many of the last slots do."""
    count = 0
    for item in reversed(step.after):
        if item.keep != len(step.before) - 1 - count or item.gap is not None:
            break
        count += 1
    return count


def _moved(item: Item, drop: int) -> Item:
    keep = None if item.keep is None else item.keep - drop
    return replace(item, keep=keep, copy=None if item.copy is None else item.copy - drop)
