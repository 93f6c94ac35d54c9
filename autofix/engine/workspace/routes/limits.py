"""How much of a source is read for its routes: a repository may be hostile, or its files generated."""

from __future__ import annotations

MAX_CHARACTERS = 300_000
MAX_LINE = 20_000
"""Positions in a line cost ast-grep time in proportion to its length."""

MAX_PARENTHESES = 6_000
MAX_FILES = 600
MAX_ALL_PARENTHESES = 100_000
"""Of all files together: calls, and how deeply they nest, are what takes time."""


def is_readable(text: str) -> bool:
    """Whether a file is of a size that people write by hand."""
    if len(text) > MAX_CHARACTERS or text.count("(") > MAX_PARENTHESES:
        return False
    return len(text) <= MAX_LINE or max(map(len, text.split("\n"))) <= MAX_LINE


class Allowance:
    """What may still be read for one table."""

    def __init__(self) -> None:
        self.files = MAX_FILES
        self.parentheses = MAX_ALL_PARENTHESES

    def take(self, text: str) -> bool:
        """Whether there is room for ``text``, which is then used up."""
        self.files -= 1
        self.parentheses -= text.count("(")
        return self.files >= 0 and self.parentheses >= 0
