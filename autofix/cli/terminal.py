"""Progress for people, on standard error: a line for each step, with the seconds since the start."""

from __future__ import annotations

import sys
import time

WIDTH = 150


class Terminal:
    """Prints steps unless it is quiet; a step that repeats itself is said once."""

    def __init__(self, *, is_quiet: bool) -> None:
        self._is_quiet = is_quiet
        self._started = time.monotonic()
        self._has_colour = sys.stderr.isatty()

    def step(self, name: str, detail: str) -> None:
        """A step named ``name`` has begun."""
        seconds = time.monotonic() - self._started
        shown = f"{name:<13}"
        if self._has_colour:
            shown = f"\x1b[36m{shown}\x1b[0m"
        self.say(f"{seconds:6.1f} s  {shown} {detail}"[:WIDTH])

    def say(self, line: str) -> None:
        """One line."""
        if not self._is_quiet:
            print(line, file=sys.stderr, flush=True)

    def finish(self) -> None:
        """An empty line between the progress and the answer."""
        self.say("")
