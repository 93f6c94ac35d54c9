"""Cuts a process's output into lines that are fit to print."""

from __future__ import annotations

import re

LONGEST = 4000
# Everything that could move a terminal's cursor or forge a line of the log.
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")


class Lines:
    """Takes bytes as they come and answers whole lines. It holds at most one line of ``LONGEST`` bytes."""

    def __init__(self) -> None:
        self._held = b""
        self._dropped = 0

    @property
    def is_partial(self) -> bool:
        """Whether the beginning of a line is held."""
        return bool(self._held)

    def feed(self, data: bytes) -> list[str]:
        """Add ``data``; answers the lines it completes."""
        *complete, rest = data.split(b"\n")
        found = []
        for part in complete:
            self._hold(part)
            found.append(self._take())
        self._hold(rest)
        return found

    def flush(self) -> list[str]:
        """The line that has no end yet, if there is one."""
        return [self._take()] if self._held else []

    def _hold(self, part: bytes) -> None:
        room = LONGEST - len(self._held)
        self._held += part[:room]
        self._dropped += max(0, len(part) - room)

    def _take(self) -> str:
        text = readable(self._held)
        if self._dropped:
            text += f" ... {self._dropped} more bytes"
        self._held, self._dropped = b"", 0
        return text


def readable(raw: bytes) -> str:
    """Text that is safe to print: what is not UTF-8 and what controls a terminal is shown as its code."""
    text = raw.decode("utf-8", errors="backslashreplace").rstrip("\r")
    return _CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", text)
