"""Telling a person what is going on."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears of each step as it begins."""

    def step(self, name: str, detail: str) -> None:
        """A step named ``name`` has begun."""
        ...


class Silent:
    """Says nothing."""

    def step(self, name: str, detail: str) -> None:
        """Drop the step."""
