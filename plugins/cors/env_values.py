"""A value that a committed file gives a variable of the environment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EnvValue:
    """A variable in a committed file; ``start`` and ``end`` are the offsets of its bare value."""

    file: str
    line: int
    value: str
    start: int
    end: int
