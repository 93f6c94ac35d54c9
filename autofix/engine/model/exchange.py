"""What was asked of a model and what came back, and what several such exchanges cost together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from autofix.sdk.model import Answer, Question, Usage


@dataclass(frozen=True)
class Exchange:
    """A question as it went out, and what came back; ``error`` says why nothing did.

    ``usage`` is what it cost either way, and ``usd`` the same in money, None where the prices are not known.
    """

    question: Question
    answer: Answer | None
    usage: Usage
    usd: float | None
    error: str = ""


def tokens_of(exchanges: Iterable[Exchange]) -> int:
    """Read and written by all of them; where a call failed what it may have cost at most."""
    return sum(each.usage.tokens for each in exchanges)


def usd_of(exchanges: Iterable[Exchange]) -> float | None:
    """What they cost; None where a price is not known."""
    total = 0.0
    for each in exchanges:
        if each.usd is None:
            return None
        total += each.usd
    return total
