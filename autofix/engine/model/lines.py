"""Lines that are too long to be read: minified code, data in a string."""

from __future__ import annotations

from collections.abc import Iterator

from autofix.engine.model.rewriting import Rewrite

LONGEST = 2_000
# What is shown of a line that is cut.
KEPT = 1_000


def long_lines(text: str, longest: int = LONGEST) -> Iterator[Rewrite]:
    """The rest of each line of more than ``longest`` characters, to be left out and counted instead."""
    if len(text) <= longest:
        return
    start = 0
    kept = min(KEPT, longest)
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > longest:
            yield Rewrite(start + kept, end, f" [{end - start - kept} more characters]", "cut")
        start = end + 1
