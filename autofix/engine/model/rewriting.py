"""A text that was rewritten in steps, with the way back from what it became to what it was."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rewrite:
    """``start`` to ``end`` of a text becomes ``text``; ``kind`` says why.

    Kinds: ``newline`` and ``hidden`` (nothing that a reader sees), ``comment``, ``marker``, ``cut``, ``secret``, and
    the labels of personal data.
    """

    start: int
    end: int
    text: str
    kind: str


# One step: the text as it is to what is to be rewritten in it.
Step = Callable[[str], Iterable[Rewrite]]


@dataclass(frozen=True)
class _Taken:
    """The rewrites of one step, in order, and where each begins and ends in what comes out."""

    rewrites: tuple[Rewrite, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def back(self, at: int, *, is_end: bool) -> int:
        """Where offset ``at`` of the outcome was; within a rewrite it goes to that side which takes all of it in."""
        index = bisect.bisect_right(self.starts, at) - 1
        if index < 0:
            return at
        rewrite = self.rewrites[index]
        if at == self.starts[index] and rewrite.text:
            return rewrite.start
        if at < self.ends[index]:
            return rewrite.end if is_end else rewrite.start
        return rewrite.end + (at - self.ends[index])


class Rewritten:
    """``original`` after all steps taken so far; ``text`` is what it has become."""

    def __init__(self, original: str) -> None:
        self.original, self.text = original, original
        self._steps: list[_Taken] = []
        # Every rewrite, in offsets of the original.
        self._places: list[Rewrite] = []

    def take(self, step: Step, rounds: int = 1) -> None:
        """``step``, again as long as it finds something, and ``rounds`` times at most."""
        for _ in range(rounds):
            before = self.text
            self._apply(step(before))
            if self.text == before:
                return

    def _apply(self, rewrites: Iterable[Rewrite]) -> None:
        """``rewrites`` are of the text as it is now; one that overlaps an earlier one is left out."""
        kept: list[Rewrite] = []
        for rewrite in sorted(rewrites, key=lambda r: (r.start, -r.end)):
            if not kept or rewrite.start >= kept[-1].end:
                kept.append(rewrite)
        if not kept:
            return
        parts, starts, ends, at, size = [], [], [], 0, 0
        for rewrite in kept:
            parts += [self.text[at : rewrite.start], rewrite.text]
            size += rewrite.start - at
            starts.append(size)
            size += len(rewrite.text)
            ends.append(size)
            at = rewrite.end
            start, end = self.back(rewrite.start, rewrite.end)
            self._places.append(Rewrite(start, end, rewrite.text, rewrite.kind))
        self.text = "".join([*parts, self.text[at:]])
        self._steps.append(_Taken(tuple(kept), tuple(starts), tuple(ends)))

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original from which ``start`` to ``end`` of the text came, whole rewrites with it."""
        for step in reversed(self._steps):
            start, end = step.back(start, is_end=False), step.back(end, is_end=True)
        return start, max(start, end)

    def within(self, start: int, end: int) -> list[Rewrite]:
        """The rewrites of ``start`` to ``end`` of the original, in offsets of the original."""
        return [place for place in self._places if place.start < end and place.end > start]
