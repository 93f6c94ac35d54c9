"""Exceptions and stack frames of SDK events (https://develop.sentry.dev/sdk/data-model/event-payloads/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MAX_FRAMES, MAX_EXCEPTIONS = 30, 10
MAX_VALUE = 8_000


@dataclass(frozen=True)
class Frame:
    """One call; ``line`` and ``column`` are counted from 1, and 0 where they are unknown."""

    file: str
    function: str
    line: int = 0
    column: int = 0
    source: str = ""
    is_own: bool = True


@dataclass(frozen=True)
class Raised:
    """One exception of a chain with its frames, the innermost first."""

    type: str
    value: str
    frames: tuple[Frame, ...]

    @property
    def message(self) -> str:
        """As a runtime prints it."""
        return f"{self.type}: {self.value}" if self.type and self.value else self.type or self.value

    @property
    def place(self) -> Frame | None:
        """The innermost frame of the application itself, else the innermost of all."""
        return next((frame for frame in self.frames if frame.is_own), self.frames[0] if self.frames else None)


def read_chain(event: Mapping[str, Any]) -> tuple[Raised, ...]:
    """The exceptions of the event: the one that was seen first, then its causes."""
    found = [_raised(value) for value in dicts(event.get("exception"), "values")]
    return tuple(reversed(found))[:MAX_EXCEPTIONS]


def read_threads(event: Mapping[str, Any]) -> tuple[Frame, ...]:
    """The frames that a message without an exception came with, the innermost first."""
    stacks = [value.get("stacktrace") for value in dicts(event.get("threads"), "values")]
    return next((frames for stack in stacks if (frames := _frames(stack))), ())


def format_frames(frames: tuple[Frame, ...], platform: str) -> str:
    """The frames as the platform's own runtime prints them, so that whoever reads stacks reads these."""
    if platform == "python":
        return "\n".join(_python_lines(frames))
    return "\n".join(_line(frame, platform) for frame in frames)


def dicts(container: object, name: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a list that may also stand below ``name``; whatever else is there is passed over."""
    values = container.get(name) if isinstance(container, dict) else container
    if isinstance(values, list):
        yield from (value for value in values if isinstance(value, dict))


def text_of(value: object, limit: int = MAX_VALUE) -> str:
    """``value`` as text, bounded; empty for what is missing."""
    return "" if value is None else str(value)[:limit]


def _python_lines(frames: tuple[Frame, ...]) -> Iterator[str]:
    if frames:
        yield "Traceback (most recent call last):"
    for frame in reversed(frames):
        yield f'  File "{frame.file}", line {frame.line}, in {frame.function}'
        if frame.source:
            yield f"    {frame.source}"


def _line(frame: Frame, platform: str) -> str:
    if platform in ("javascript", "node") and frame.line and frame.column:
        return f"    at {frame.function} ({frame.file}:{frame.line}:{frame.column})"
    return f"    at {frame.file}:{frame.line} in {frame.function}"


def _raised(value: Mapping[str, Any]) -> Raised:
    return Raised(text_of(value.get("type"), 300), text_of(value.get("value")), _frames(value.get("stacktrace")))


def _frames(stack: object) -> tuple[Frame, ...]:
    return tuple(_frame(frame) for frame in list(dicts(stack, "frames"))[::-1][:MAX_FRAMES])


def _frame(frame: Mapping[str, Any]) -> Frame:
    return Frame(
        file=text_of(frame.get("filename") or frame.get("abs_path") or frame.get("module"), 500) or "?",
        function=text_of(frame.get("function"), 200) or "?",
        line=_count(frame.get("lineno")),
        column=_count(frame.get("colno")),
        source=text_of(frame.get("context_line"), 300).strip(),
        is_own=frame.get("in_app") is not False,
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else 0
