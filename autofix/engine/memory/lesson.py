"""What is remembered of an accepted repair: templates over tokens, and nothing of the repository they came from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from autofix.sdk.candidate import Risk

# What a wildcard may stand for: any number, or any string that looks so. ``list`` is one or more strings with commas
# between.
WILDCARDS = ("number", "url", "path", "text", "list")


@dataclass(frozen=True)
class Hole:
    """A value of the problem, by its name in ``values_of``."""

    name: str


Part = str | Hole


@dataclass(frozen=True)
class Slot:
    """One token of a template: its ``parts`` put together, or whatever its ``wild`` lets stand there.

    ``kind`` is a token's. ``quote`` is what a string had; the file that it is put into decides where it can.
    """

    kind: str
    parts: tuple[Part, ...] = ()
    wild: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Item:
    """One token of what comes out: the one that stood at ``keep``, the text of ``copy`` once more, or a new one.

    ``gap`` is what stands before it (see ``layout``); None leaves that as it is.
    """

    gap: str | None
    keep: int | None = None
    copy: int | None = None
    slot: Slot | None = None


@dataclass(frozen=True)
class Step:
    """Where ``before`` stands in the ``file``th of the lesson's files, ``after`` is to stand instead.

    What is kept is in order, and has a place in both.
    """

    file: int
    before: tuple[Slot, ...]
    after: tuple[Item, ...]


@dataclass(frozen=True)
class Lesson:
    """An accepted repair as steps. ``shape`` is the digest of the problems it is for, ``files`` the kind of each file.

    ``id`` names it in the strategy of what it proposes and is no part of its text.
    """

    shape: str
    files: tuple[str, ...]
    steps: tuple[Step, ...]
    risk: Risk = Risk.CURSORY_REVIEW
    id: str = ""

    @cached_property
    def holes(self) -> frozenset[str]:
        """The names of the values that it wants of a problem."""
        return frozenset(part.name for slot in self.slots for part in slot.parts if isinstance(part, Hole))

    @cached_property
    def admits_origin(self) -> bool:
        """Whether it writes the origin that failed where it did not stand."""
        new = (item.slot for step in self.steps for item in step.after if item.slot is not None)
        return any(part == Hole("origin") for slot in new for part in slot.parts)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Every slot, of both sides."""
        new = (item.slot for step in self.steps for item in step.after if item.slot is not None)
        return (*(slot for step in self.steps for slot in step.before), *new)
