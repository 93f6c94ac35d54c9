"""What tokens cost, in whole millionths of a US dollar, always rounded up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from autofix.sdk.model import Usage

MICRO = 1_000_000
# More than any model can have read or written in one call: what an endpoint tells beyond is no figure.
MOST_TOKENS = 10**9


@dataclass(frozen=True)
class Prices:
    """US dollars for a million tokens read and written, which is millionths of a dollar for one."""

    usd_input: Decimal
    usd_output: Decimal

    def cost(self, usage: Usage) -> int:
        """Millionths of a US dollar for ``usage``."""
        return math.ceil(self.usd_input * usage.input_tokens + self.usd_output * usage.output_tokens)

    def cost_of_any(self, tokens: int) -> int:
        """The most that ``tokens`` of either kind cost."""
        return math.ceil(max(self.usd_input, self.usd_output) * tokens)


def believable(told: Usage, bound: Usage, has_text: bool) -> Usage:
    """What a call is booked with: what the endpoint told where that can be, else the most that it can have been.

    An endpoint that is silent, tells less than nothing, or nothing for a text that is there, has told nothing.
    """
    reads, writes = told.input_tokens, told.output_tokens
    is_figure = reads > 0 and (writes > 0 or (writes == 0 and not has_text)) and reads + writes <= MOST_TOKENS
    if told.is_told and is_figure:
        return told
    # An adapter that asked more than once knows of more than one question's bound.
    most = MOST_TOKENS // 2
    return Usage(
        max(bound.input_tokens, min(reads, most)) if not told.is_told else bound.input_tokens,
        max(bound.output_tokens, min(writes, most)) if not told.is_told else bound.output_tokens,
        is_told=False,
    )


def micro_of(usd: Decimal) -> int:
    """US dollars as whole millionths."""
    return int(usd * MICRO)


def as_usd(micro: int) -> str:
    """Millionths as people read dollars: ``0.0125 USD``."""
    whole, rest = divmod(micro, MICRO)
    return f"{whole}.{f'{rest:06d}'.rstrip('0').ljust(2, '0')} USD"
