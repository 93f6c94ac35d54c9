"""What a signal says, in the words that the engine reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

MAX_TITLE, MAX_CULPRIT, MAX_LEVEL = 300, 300, 20
MAX_REPORT = 100_000


@dataclass(frozen=True)
class Report:
    """One signal, understood.

    ``identity`` are the parts that make two signals the same issue. ``seen_at`` is when it happened,
    as far as the sender can be believed. ``is_recurrence`` is false for a signal that tells more of
    an issue and does not say that it happened again.
    """

    title: str
    text: str
    identity: tuple[str, ...]
    seen_at: datetime
    level: str = "error"
    culprit: str = ""
    is_recurrence: bool = True


@dataclass(frozen=True)
class Aside:
    """A signal that becomes no issue, and why."""

    reason: str


def first_line(text: str, limit: int) -> str:
    """The first line of ``text`` that holds anything, cut to ``limit`` characters."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= limit else line[: limit - 1] + "…"


def join_sections(sections: Sequence[str]) -> str:
    """The sections that hold anything, an empty line between them, bounded."""
    return "\n\n".join(section.strip("\n") for section in sections if section.strip())[:MAX_REPORT]
