"""What tokens cost, in whole millionths of a US dollar, always rounded up."""

from __future__ import annotations

from decimal import Decimal

from autofix.sdk.model import MICRO, Usage

# More than any model can have read or written in one call: what an endpoint tells beyond is no figure.
MOST_TOKENS = 10**9


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
