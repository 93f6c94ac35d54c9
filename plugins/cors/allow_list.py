"""An allow-list of origins, as far as it can be read from code, and where one can be added."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from autofix.sdk import Node, Workspace
from plugins.cors.compose import compose_value
from plugins.cors.env_files import find_env_value
from plugins.cors.env_values import EnvValue
from plugins.cors.patterns import pattern_admits

_ORIGIN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]+")


@dataclass(frozen=True)
class Reading:
    """What reading needs besides the code.

    ``is_production`` tells which branch of a switch on the environment runs,
    None where the report does not say.
    """

    workspace: Workspace
    root: str
    is_production: bool | None = None

    def env(self, name: str) -> EnvValue | None:
        """The value that a committed ``.env`` file gives the variable ``name``."""
        return find_env_value(self.workspace, self.root, name)

    def composed(self, name: str) -> EnvValue | None:
        """The value that a compose file gives it, where the server is run by compose."""
        return compose_value(self.workspace, self.root, name, is_production=self.is_production)


@dataclass(frozen=True)
class Entry:
    """One thing a list lets in.

    ``start`` to ``end`` are its bare text in ``file``, without quotes, at
    ``line``. ``value`` is None where the code does not tell; ``pattern`` is a
    regular expression's text; ``env`` names the variable it comes from;
    ``literal`` is the string in the code that holds it.
    """

    file: str
    line: int
    start: int
    end: int
    value: str | None
    env: str | None = None
    pattern: str | None = None
    literal: Node | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the text stands in the file as it is."""
        return self.value is not None and self.end - self.start == len(self.value)


@dataclass(frozen=True)
class Slot:
    """A place where an origin can be added.

    ``kind`` is ``array`` (one more element of ``node``), ``comma`` (one more
    part of the text from ``start`` to ``end``, which is split at
    ``separator``), ``compare`` (``node`` is an equality with one origin) or
    ``wrap`` (the single value ``node`` becomes a list).
    """

    kind: str
    file: str
    line: int
    start: int
    end: int
    node: Node | None = None
    separator: str = ","


@dataclass
class AllowList:
    """What is let in.

    ``is_open`` means everybody; ``is_dynamic`` that code decides which AutoFix
    cannot read; ``raises`` that whoever is not let in gets an error, which
    the server answers with a 500. ``switches`` name what chose between this
    list and another one when the server started. ``glued`` are strings that
    stand side by side without a comma, and so are one string to Python.
    """

    entries: list[Entry] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    is_open: bool = False
    is_dynamic: bool = False
    raises: bool = False
    ignores_case: bool = False
    switches: list[str] = field(default_factory=list)
    glued: list[tuple[Entry, ...]] = field(default_factory=list)

    def merge(self, other: AllowList) -> None:
        """Take in what ``other`` lets in, after what is here."""
        self.entries += other.entries
        self.slots += other.slots
        self.switches += other.switches
        self.glued += other.glued
        self.is_open = self.is_open or other.is_open
        self.is_dynamic = self.is_dynamic or other.is_dynamic

    def admits(self, origin: str) -> bool:
        """Whether ``origin`` is let in for sure."""
        return self.is_open or any(self._matches(entry, origin) for entry in self.entries)

    def has_unreadable_pattern(self) -> bool:
        """Whether some regular expression cannot be told to let an origin in or not."""
        return any(e.pattern is not None and pattern_admits(e.pattern, "") is None for e in self.entries)

    def is_unset(self) -> bool:
        """Whether nothing but variables decides that no committed file sets."""
        return bool(self.entries) and all(entry.env and entry.value is None for entry in self.entries)

    def origins(self) -> tuple[str, ...]:
        """The origins that are let in by name; an address with a path matches none."""
        return tuple(entry.value for entry in self.entries if entry.value and _ORIGIN.fullmatch(entry.value))

    def env_names(self) -> list[str]:
        """The environment variables that the list is read from."""
        return list(dict.fromkeys(entry.env for entry in self.entries if entry.env))

    def unset_names(self) -> tuple[str, ...]:
        """What of the environment decides that no committed file tells: switches, and variables without a value."""
        return tuple(dict.fromkeys((*self.switches, *self.unset_env())))

    def unset_env(self) -> tuple[str, ...]:
        """The variables that no committed file gives a value."""
        return tuple(dict.fromkeys(entry.env for entry in self.entries if entry.env and entry.value is None))

    def _matches(self, entry: Entry, origin: str) -> bool:
        if entry.pattern is not None:
            return bool(pattern_admits(entry.pattern, origin, is_whole=self.ignores_case))
        if entry.value is None:
            return False
        return entry.value == origin or (self.ignores_case and entry.value.lower() == origin)


def slot_at(kind: str, file: str, node: Node) -> Slot:
    """A slot over the whole of ``node``."""
    place = node.range()
    return Slot(kind, file, place.start.line + 1, place.start.index, place.end.index, node)


def unreadable() -> AllowList:
    """A list that only running the code could tell."""
    return AllowList(is_dynamic=True)


def env_list(reading: Reading, file: str, node: Node, name: str, *, by_compose: bool = False) -> AllowList:
    """What the environment variable ``name``, read at ``node``, lets in; ``by_compose`` has compose files count too."""
    found = reading.env(name) or (reading.composed(name) if by_compose else None)
    if found is None:
        place = node.range()
        entry = Entry(file, place.start.line + 1, place.start.index, place.end.index, None, env=name)
    else:
        entry = Entry(found.file, found.line, found.start, found.end, found.value, env=name)
    if entry.value == "*":
        return AllowList(is_open=True)
    return AllowList([entry])


def split_list(whole: AllowList, separator: str) -> AllowList:
    """A text that is split: each part is an entry of its own, and the text takes one more."""
    found = AllowList(is_dynamic=whole.is_dynamic, is_open=whole.is_open)
    for entry in whole.entries:
        if entry.value is None:
            found.entries.append(entry)
            continue
        start = entry.start
        for part in entry.value.split(separator):
            # What is put together from other names has no place of its own.
            end = start + len(part) if entry.is_plain else start
            found.entries.append(replace(entry, start=start, end=end, value=part))
            start = end + len(separator) if entry.is_plain else start
        slot = Slot("comma", entry.file, entry.line, entry.start, entry.end, entry.literal, separator)
        found.slots.append(slot)
    return found


def map_entries(whole: AllowList, change: Callable[[str], str]) -> AllowList:
    """The list with ``change`` made to every known value, as the code does before it compares."""
    whole.entries = [
        entry if entry.value is None else replace(entry, value=change(entry.value)) for entry in whole.entries
    ]
    return whole
