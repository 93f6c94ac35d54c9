"""The legal moves of a state field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


class IllegalTransition(Exception):
    """A row was asked for a move that its table does not hold; says from where and to where."""

    permanent = True


@dataclass(frozen=True)
class Transitions:
    """Every state with the states that may follow it; one without followers is final."""

    initial: str
    moves: Mapping[str, Iterable[str]]

    def check(self, subject: str, before: str, after: str) -> None:
        """Raises ``IllegalTransition``; staying where one is, is no move."""
        if before != after and after not in self.moves.get(before, ()):
            legal = ", ".join(sorted(self.moves.get(before, ()))) or "nothing: it is final"
            raise IllegalTransition(
                f"{subject} is {before} and cannot become {after}; from there it may become {legal}"
            )

    def is_final(self, state: str) -> bool:
        """Whether nothing follows ``state``."""
        return not tuple(self.moves.get(state, ()))
