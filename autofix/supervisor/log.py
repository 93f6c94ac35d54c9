"""The one log of all processes: on the terminal, and in a file that does not grow for ever."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import TextIO

LARGEST = 10_000_000
KEPT = 4


class Log:
    """Writes ``HH:MM:SS name | line``; the file has the date as well, in UTC like everything AutoFix stores.

    ``terminal`` is None for a quiet log. A terminal that has gone away is left alone.
    """

    def __init__(self, path: Path, terminal: TextIO | None, *, width: int = 10, largest: int = LARGEST) -> None:
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        self._path = path
        self._terminal = terminal
        self._width = width
        self._largest = largest
        self._file = self._open()

    def write(self, name: str, line: str) -> None:
        """One line of the process ``name``."""
        now = time.time()
        shown = f"{name:<{self._width}} | {line}\n"
        if self._terminal is not None:
            try:
                self._terminal.write(f"{time.strftime('%H:%M:%S', time.localtime(now))} {shown}")
                self._terminal.flush()
            except (OSError, ValueError):
                self._terminal = None
        # A full disk must not take the service down with its log.
        with contextlib.suppress(OSError):
            self._file.write(f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(now))} {shown}")
            self._file.flush()
            if self._file.tell() > self._largest:
                self._rotate()

    def close(self) -> None:
        """Close the file."""
        with contextlib.suppress(OSError):
            self._file.close()

    def _rotate(self) -> None:
        self._file.close()
        for number in range(KEPT, 0, -1):
            older = self._path.with_name(f"{self._path.name}.{number}")
            newer = self._path.with_name(f"{self._path.name}.{number - 1}") if number > 1 else self._path
            if newer.exists():
                newer.replace(older)
        self._file = self._open()

    def _open(self) -> TextIO:
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")
