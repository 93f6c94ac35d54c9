"""What the messages of AutoFix's commits carry, so that a repeated call finds its own earlier work."""

from __future__ import annotations

import re

_TRAILER_LINE = re.compile(r"[A-Za-z0-9-]+: ")
_REVERTS = re.compile(r"^This reverts commit ([0-9a-f]{40}(?:[0-9a-f]{24})?)\b", re.MULTILINE)


def with_revert(message: str, commit: str) -> str:
    """``message`` with the line by which git and AutoFix know a revert of ``commit``, before any trailers."""
    if commit in reverted_commits(message):
        return message
    paragraphs = _paragraphs(message)
    place = len(paragraphs) - 1 if _ends_in_trailers(paragraphs) else len(paragraphs)
    paragraphs.insert(place, f"This reverts commit {commit}.")
    return "\n\n".join(paragraphs) + "\n"


def reverted_commits(message: str) -> tuple[str, ...]:
    """The commits that a commit with this message takes back; ``git revert`` writes the same line."""
    return tuple(_REVERTS.findall(message))


def _paragraphs(message: str) -> list[str]:
    return [part.strip("\n") for part in re.split(r"\n[ \t]*\n", message.strip()) if part.strip()]


def _ends_in_trailers(paragraphs: list[str]) -> bool:
    """Whether the last paragraph is trailers; the first is the subject and never is."""
    return len(paragraphs) > 1 and all(_TRAILER_LINE.match(line) for line in paragraphs[-1].split("\n"))
