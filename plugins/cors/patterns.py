"""Regular expressions of a repository, matched without ``re``: in time linear in pattern and text.

``re`` backtracks, so that a pattern written to be slow would never end. This reads the part of the syntax that
allow-lists use, the same in JavaScript and Python, and follows every way through the pattern at once
(Thompson, "Regular expression search algorithm", 1968). Whatever is outside of that part cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

MAX_PATTERN = 200
MAX_DEPTH = 4
MAX_QUANTIFIERS = 20
_ESCAPED_CLASSES: dict[str, Callable[[str], bool]] = {
    "w": lambda c: c.isascii() and (c.isalnum() or c == "_"),
    "W": lambda c: not (c.isascii() and (c.isalnum() or c == "_")),
    "d": lambda c: "0" <= c <= "9",
    "D": lambda c: not "0" <= c <= "9",
    "s": str.isspace,
    "S": lambda c: not c.isspace(),
}


def pattern_admits(pattern: str, origin: str, *, is_whole: bool = False) -> bool | None:
    """Whether a regular expression of the repository lets ``origin`` in; None where it cannot be read.

    ``is_whole`` is for libraries that match from the start of the text.
    """
    if len(pattern) > MAX_PATTERN:
        return None
    try:
        machine = _Reader(pattern).machine()
    except _UnreadableError:
        return None
    return machine.finds(origin, only_at_start=is_whole)


class _UnreadableError(Exception):
    """The pattern uses syntax that is not read here."""


@dataclass
class _State:
    """A step: ``takes`` a character, or none (``at`` then asks for the start or end of the text), then goes on."""

    takes: Callable[[str], bool] | None = None
    at: str = ""
    following: list[int] = field(default_factory=list)


@dataclass
class _Machine:
    states: list[_State]
    start: int
    end: int

    def finds(self, text: str, *, only_at_start: bool) -> bool:
        current: set[int] = set()
        for index in range(len(text) + 1):
            if index == 0 or not only_at_start:
                current.add(self.start)
            current = self._closed(current, index, len(text))
            if self.end in current:
                return True
            if index == len(text):
                return False
            steps = (self.states[number] for number in current)
            current = {n for state in steps if state.takes and state.takes(text[index]) for n in state.following}
        return False

    def _closed(self, numbers: set[int], index: int, length: int) -> set[int]:
        """``numbers`` and every state that is reached from them without taking a character."""
        pending, reached = list(numbers), set(numbers)
        while pending:
            state = self.states[pending.pop()]
            is_blocked = (state.at == "^" and index != 0) or (state.at == "$" and index != length)
            if state.takes is not None or is_blocked:
                continue
            for number in state.following:
                if number not in reached:
                    reached.add(number)
                    pending.append(number)
        return reached


class _Reader:
    """Builds a machine from a pattern, by recursive descent."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._index = 0
        self._quantifiers = 0
        self._states: list[_State] = []

    def machine(self) -> _Machine:
        start, end = self._alternatives(0)
        if self._index < len(self._pattern):
            raise _UnreadableError
        return _Machine(self._states, start, end)

    def _add(self, takes: Callable[[str], bool] | None = None, at: str = "") -> int:
        self._states.append(_State(takes, at))
        return len(self._states) - 1

    def _join(self, first: int, second: int) -> None:
        self._states[first].following.append(second)

    def _peek(self) -> str:
        return self._pattern[self._index : self._index + 1]

    def _take(self) -> str:
        sign = self._peek()
        if not sign:
            raise _UnreadableError
        self._index += 1
        return sign

    def _alternatives(self, depth: int) -> tuple[int, int]:
        if depth > MAX_DEPTH:
            raise _UnreadableError
        start, end = self._add(), self._add()
        while True:
            first, last = self._sequence(depth)
            self._join(start, first)
            self._join(last, end)
            if self._peek() != "|":
                return start, end
            self._index += 1

    def _sequence(self, depth: int) -> tuple[int, int]:
        start = end = self._add()
        while self._peek() not in ("", "|", ")"):
            first, last = self._quantified(depth)
            self._join(end, first)
            end = last
        return start, end

    def _quantified(self, depth: int) -> tuple[int, int]:
        first, last = self._atom(depth)
        sign = self._peek()
        if sign == "{":
            raise _UnreadableError
        if not sign or sign not in "?*+":
            return first, last
        self._index += 1
        self._quantifiers += 1
        # Greedy or not, whether it matches is the same; a possessive one differs.
        if self._peek() == "?":
            self._index += 1
        if self._quantifiers > MAX_QUANTIFIERS or (self._peek() and self._peek() in "?*+{"):
            raise _UnreadableError
        start, end = self._add(), self._add()
        self._join(start, first)
        self._join(last, end)
        if sign != "+":
            self._join(start, end)
        if sign != "?":
            self._join(last, first)
        return start, end

    def _atom(self, depth: int) -> tuple[int, int]:
        sign = self._take()
        if sign == "(":
            return self._group(depth)
        if sign in "^$":
            made = self._add(at=sign)
        elif sign == "[":
            made = self._add(self._character_class())
        elif sign == "\\":
            made = self._add(self._escaped())
        elif sign == ".":
            made = self._add(lambda c: c != "\n")
        elif sign in "?*+{}":
            raise _UnreadableError
        else:
            made = self._add(sign.__eq__)
        after = self._add()
        self._join(made, after)
        return made, after

    def _group(self, depth: int) -> tuple[int, int]:
        if self._peek() == "?":
            if self._pattern[self._index : self._index + 2] != "?:":
                raise _UnreadableError
            self._index += 2
        found = self._alternatives(depth + 1)
        if self._take() != ")":
            raise _UnreadableError
        return found

    def _escaped(self) -> Callable[[str], bool]:
        sign = self._take()
        if sign in _ESCAPED_CLASSES:
            return _ESCAPED_CLASSES[sign]
        if sign.isalnum():
            raise _UnreadableError
        return sign.__eq__

    def _character_class(self) -> Callable[[str], bool]:
        is_negated = self._peek() == "^"
        self._index += is_negated
        tests: list[Callable[[str], bool]] = []
        while (sign := self._take()) != "]":
            if sign == "\\":
                tests.append(self._escaped())
                continue
            if sign == "[":
                raise _UnreadableError
            is_range = self._peek() == "-" and self._pattern[self._index + 1 : self._index + 2] not in ("", "]")
            if not is_range:
                tests.append(sign.__eq__)
                continue
            self._index += 1
            last = self._take()
            if last in "\\[" or last < sign:
                raise _UnreadableError
            tests.append(_between(sign, last))
        if not tests:
            raise _UnreadableError
        return lambda c: any(test(c) for test in tests) is not is_negated


def _between(first: str, last: str) -> Callable[[str], bool]:
    return lambda c: first <= c <= last
