"""What stands in a text where something was taken out."""

from __future__ import annotations

import re

from autofix.engine.model.redaction.span import PERSONAL

_PLACEHOLDER = re.compile(rf"\[secret:[\w.\-]{{1,100}}\]|\[(?:secret|{'|'.join(PERSONAL)}) \d{{1,9}}\]")


def find_placeholder(text: str) -> str:
    """The first placeholder in ``text``, or what looks like one; empty when there is none.

    In what a model writes for a new file a placeholder stands for nothing: such an answer is to be refused.
    """
    found = _PLACEHOLDER.search(text)
    return found[0] if found else ""


def placeholder_ranges(text: str) -> list[tuple[int, int]]:
    """Where ``text`` holds placeholders: what is redacted already is not redacted again."""
    return [found.span() for found in _PLACEHOLDER.finditer(text)]
