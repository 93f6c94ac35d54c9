"""Text of others as the ledger keeps it: bounded, and what PostgreSQL can hold."""

from __future__ import annotations

MAX_MESSAGE, MAX_MESSAGES, MAX_ANSWER, MAX_REASON = 200_000, 40, 400_000, 2_000


def plain(text: str, most: int) -> str:
    """``text`` without what the database cannot hold, cut after ``most`` characters, which it then says."""
    # PostgreSQL's text and JSON hold no NUL, and a lone surrogate is no text at all.
    found = text.replace("\0", "\ufffd").encode("utf-8", errors="replace").decode()
    return found if len(found) <= most else f"{found[:most]}\n… {len(found) - most} more characters"
