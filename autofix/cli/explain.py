"""What a model was asked and what it answered, for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from autofix.engine.model.exchange import Exchange


def show_exchanges(exchanges: Sequence[Exchange]) -> None:
    """Print the conversation to standard output, each message once."""
    console = Console(file=sys.stdout, highlight=False, soft_wrap=True, emoji=False)
    if not exchanges:
        console.print(Text("no model was asked", style="dim"))
    said: set[tuple[str, str]] = set()
    for exchange in exchanges:
        for message in exchange.question.messages:
            if (message.role, message.content) in said:
                continue
            said.add((message.role, message.content))
            # Its own answers are shown where they came.
            if message.role != "assistant":
                console.print(Text(f"{message.role}, for the {exchange.question.purpose}", style="bold"))
                console.print(Text(message.content))
        if exchange.answer is not None:
            cost = f"{exchange.usage.tokens} tokens, {exchange.answer.seconds:.1f} s"
            price = "price unknown" if exchange.usd is None else f"{exchange.usd:.4f} USD"
            console.print(Text(f"{exchange.answer.model} answers ({cost}, {price})", style="bold"))
            console.print(Text(json.dumps(exchange.answer.data, ensure_ascii=False, indent=2)))
        else:
            console.print(Text(f"no answer: {exchange.error}", style="red"))
        console.print()
