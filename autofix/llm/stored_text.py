"""Text of others as the ledger keeps it: redacted, bounded, and what PostgreSQL can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

MAX_MESSAGE, MAX_MESSAGES, MAX_ANSWER, MAX_REASON = 200_000, 40, 400_000, 2_000
Redact = Callable[[str], str]


def plain(text: str, most: int) -> str:
    """``text`` without what the database cannot hold, cut after ``most`` characters, which it then says."""
    # PostgreSQL's text and JSON hold no NUL, and a lone surrogate is no text at all.
    found = text.replace("\0", "\ufffd").encode("utf-8", errors="replace").decode()
    return found if len(found) <= most else f"{found[:most]}\n… {len(found) - most} more characters"


def redacted(value: object, redact: Redact) -> object:
    """A JSON value with every text in it redacted, names of fields too."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return {redact(str(name)): redacted(item, redact) for name, item in value.items()}
    if isinstance(value, Sequence):
        return [redacted(item, redact) for item in value]
    return value
