"""An allow-list of origins, as far as it can be read from code, and where one can be added."""

from __future__ import annotations

from dataclasses import dataclass, field

from autofix.sdk import Node


@dataclass(frozen=True)
class Entry:
    """One thing a list lets in. ``value`` is None where the code does not tell; ``env`` names its variable."""

    file: str
    node: Node
    value: str | None
    env: str | None = None


@dataclass(frozen=True)
class Slot:
    """A place where an origin can be added.

    ``kind`` is ``array`` (one more element), ``wrap`` (a single value becomes a
    list), ``comma`` (one string that is split at commas) or ``compare`` (an
    equality with one origin).
    """

    kind: str
    file: str
    node: Node


@dataclass
class AllowList:
    """What is let in. ``is_open`` means everybody; ``is_dynamic`` that code decides which AutoFix cannot read."""

    entries: list[Entry] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    is_open: bool = False
    is_dynamic: bool = False

    def merge(self, other: AllowList) -> None:
        """Take in what ``other`` lets in, after what is here."""
        self.entries += other.entries
        self.slots += other.slots
        self.is_open = self.is_open or other.is_open
        self.is_dynamic = self.is_dynamic or other.is_dynamic

    def admits(self, origin: str) -> bool:
        """Whether ``origin`` is let in for sure."""
        return self.is_open or any(entry.value == origin for entry in self.entries)

    def env_names(self) -> list[str]:
        """The environment variables that the list is read from."""
        return list(dict.fromkeys(entry.env for entry in self.entries if entry.env))
