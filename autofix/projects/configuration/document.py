"""YAML as AutoFix reads it: one document, plain data, every value with its place, nothing that multiplies.

Works on the parser's events, so that anchors, aliases, tags, duplicate keys and depth are seen before anything is
built. A file is 64 KiB at most, and without aliases the data cannot be larger than the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from autofix.projects.configuration.problem import (
    MAX_PROBLEMS,
    ConfigurationError,
    ConfigurationProblem,
    Path,
    dotted,
    shown,
)
from autofix.projects.configuration.scalars import Scalar, read_plain
from autofix.projects.configuration.syntax import syntax_problem
from autofix.projects.configuration.text import UNREADABLE

MAX_DEPTH = 16

Value = Scalar | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True)
class Place:
    """Where a value is, counting from 1: its key, the value itself, and a scalar's text as the file has it."""

    key_line: int
    key_column: int
    line: int
    column: int
    source: str


@dataclass(frozen=True)
class Document:
    """What a file says; an alias counts as no value."""

    value: Value
    places: Mapping[Path, Place]
    problems: tuple[ConfigurationProblem, ...]


class Mark(Protocol):
    """A place as PyYAML counts it, from 0."""

    line: int
    column: int


class _StopError(Exception):
    """Reading further makes no sense."""


def read_document(text: str) -> Document:
    """Read ``text``; raises ``ConfigurationError`` when there is nothing to judge further."""
    reader = _Reader(yaml.SafeLoader(text))
    try:
        value = reader.read()
    except yaml.MarkedYAMLError as error:
        raise ConfigurationError([*reader.problems, syntax_problem(error)]) from None
    except (ValueError, OverflowError):
        # An escape such as "\UFFFFFFFF" names no character: the scanner hands the number to chr().
        reader.problem(reader.loader.get_mark(), (), "an escape here names no character", "write the character itself")
        raise ConfigurationError(reader.problems) from None
    except _StopError:
        raise ConfigurationError(reader.problems) from None
    return Document(value, reader.places, tuple(reader.problems))


@dataclass
class _Reader:
    loader: yaml.SafeLoader
    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[ConfigurationProblem] = field(default_factory=list)

    def read(self) -> Value:
        self._next()
        start = self._next()
        if not isinstance(start, yaml.DocumentStartEvent):
            self.problem(start.start_mark, (), "the file is empty", "write {} for the defaults, or delete the file")
            raise _StopError
        if start.version or start.tags:
            self.problem(start.start_mark, (), "the file has a % directive", "take it out")
        event = self._next()
        self._note((), event.start_mark, event)
        value = self._value(event, ())
        self._next()
        after = self._next()
        if isinstance(after, yaml.DocumentStartEvent):
            self.problem(after.start_mark, (), "a second document starts here", "keep one, without '---' in between")
            raise _StopError
        return value

    def problem(self, mark: Mark | None, path: Path, message: str, suggestion: str) -> None:
        found = ConfigurationProblem(*_counted(mark), dotted(path), message, suggestion)
        self.problems.append(found)
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopError

    def _value(self, event: yaml.Event, path: Path) -> Value:
        if isinstance(event, yaml.AliasEvent):
            self.problem(event.start_mark, path, f"*{event.anchor} is an alias", "write the value out here")
            return None
        if not isinstance(event, yaml.NodeEvent):
            raise TypeError(f"the parser gave {event} in place of a value")
        self._refuse_marks(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if len(path) >= MAX_DEPTH:
            self.problem(event.start_mark, path, f"this is more than {MAX_DEPTH} levels deep", "take out a level")
            raise _StopError
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._sequence(path)

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> Scalar:
        if found := UNREADABLE.search(event.value):
            message = f"an escape in {dotted(path) or 'this text'} gives the character U+{ord(found[0]):04X}"
            self.problem(event.start_mark, path, message, "take it out")
        return read_plain(event.value) if event.style is None else str(event.value)

    def _sequence(self, path: Path) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            below = (*path, len(items))
            self._note(below, event.start_mark, event)
            items.append(self._value(event, below))
        return items

    def _mapping(self, path: Path) -> dict[str, Value]:
        items: dict[str, Value] = {}
        while not isinstance(key := self._next(), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                self.problem(key.start_mark, path, "a key is a plain word", "write 'key: value'")
                raise _StopError
            self._refuse_marks(key, path)
            event = self._next()
            name, below = key.value, (*path, key.value)
            is_again = name in items
            if is_again:
                message = f"{dotted(below)} is given again, first in line {self.places[below].key_line}"
                self.problem(key.start_mark, below, message, "keep one of them")
                # The second value is read to get past it, below a name of its own that nothing looks at.
                below = (*path, f"{name} again")
            self._note(below, key.start_mark, event)
            value = self._value(event, below)
            if not is_again:
                items[name] = value
        return items

    def _note(self, path: Path, key: Mark | None, value: yaml.Event) -> None:
        source = value.value if isinstance(value, yaml.ScalarEvent) else ""
        self.places[path] = Place(*_counted(key), *_counted(value.start_mark), source)

    def _next(self) -> yaml.Event:
        event: yaml.Event = self.loader.get_event()  # type: ignore[no-untyped-call]
        return event

    def _refuse_marks(self, event: yaml.NodeEvent, path: Path) -> None:
        if event.anchor is not None:
            self.problem(event.start_mark, path, f"&{event.anchor} is an anchor", "take it out, and write values out")
        tag = getattr(event, "tag", None)
        if tag is not None:
            name = shown(tag.replace("tag:yaml.org,2002:", "!!"))
            self.problem(event.start_mark, path, f"the tag {name} is not understood", "take it out; quotes make text")


def _counted(mark: Mark | None) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
