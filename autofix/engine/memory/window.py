"""The tokens around a change: the lines that changed, and as many beside them as it takes to find the place again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from autofix.engine.memory.tokens import Token


@dataclass(frozen=True)
class Window:
    """Lines ``a1`` to ``a2`` before and ``b1`` to ``b2`` after; it may grow as far as ``low`` and ``high``."""

    a1: int
    a2: int
    b1: int
    b2: int
    low: int
    high: int
    starts: tuple[int, ...]
    starts_after: tuple[int, ...]
    all_before: Sequence[Token]
    all_after: Sequence[Token]

    @classmethod
    def around(
        cls,
        before: str,
        after: str,
        tokens: Sequence[Token],
        tokens_after: Sequence[Token],
        lines: tuple[int, int, int, int],
        low: int,
        high: int,
    ) -> Window:
        """The window of one change. What was only added or only removed gets the line before it, or the one after."""
        made = cls(*lines, low, high, _starts(before), _starts(after), tokens, tokens_after)
        if made.is_empty or (made.before and made.after):
            return made
        return made.up() or made.down() or made

    @property
    def before(self) -> list[Token]:
        """Its tokens before the change."""
        return _within(self.all_before, self.starts[self.a1], self.starts[self.a2])

    @property
    def after(self) -> list[Token]:
        """Its tokens after the change."""
        return _within(self.all_after, self.starts_after[self.b1], self.starts_after[self.b2])

    @property
    def is_empty(self) -> bool:
        """Whether no token changed."""
        return [token.key for token in self.before] == [token.key for token in self.after]

    @property
    def first_line(self) -> int:
        """How many of its tokens before the change stand in the line of the first one."""
        tokens = self.before
        line = bisect_right(self.starts, tokens[0].start) if tokens else 0
        return sum(bisect_right(self.starts, token.start) == line for token in tokens)

    def wider(self) -> Window | None:
        """With one more line of code on either side; None where nothing is left to take in."""
        above = self.up()
        return (above or self).down() or above

    def up(self) -> Window | None:
        """With the next line of code above."""
        made = self
        while made.a1 > made.low:
            made = replace(made, a1=made.a1 - 1, b1=made.b1 - 1)
            if len(made.before) > len(self.before):
                return made
        return None

    def down(self) -> Window | None:
        """With the next line of code below."""
        made = self
        while made.a2 < made.high:
            made = replace(made, a2=made.a2 + 1, b2=made.b2 + 1)
            if len(made.before) > len(self.before):
                return made
        return None


def _starts(text: str) -> tuple[int, ...]:
    """Where each line starts, and where the text ends."""
    return tuple(accumulate((len(line) for line in text.splitlines(keepends=True)), initial=0))


def _within(tokens: Sequence[Token], start: int, end: int) -> list[Token]:
    return [token for token in tokens if start <= token.start < end]
