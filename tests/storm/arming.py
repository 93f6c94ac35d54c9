"""Which fault points are to strike: a file for each, which exactly one process takes.

The storm's own process arms; the workers ask, and the one that takes a file strikes.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.storm.points import POISON, POISON_DOSES

CHILD, PARENT, GROUP = "child", "parent", "group"
_PLAIN = re.compile(r"[^A-Za-z0-9.-]")


@dataclass(frozen=True)
class Strike:
    """How a point strikes.

    ``how`` says what is killed: the process that runs the job, the worker's first process as well, or the whole
    worker at once; ``pause`` stops the process instead. ``into`` says how far into a call, in seconds for calls
    that wait and in function calls for those that do not."""

    how: str = CHILD
    into: float = 0.0


class Armoury:
    """The files in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "armed"
        self._taken = folder / "taken"
        for place in (self._folder, self._taken):
            place.mkdir(parents=True, exist_ok=True)

    def arm(self, point: str, strike: Strike) -> None:
        """Let ``point`` strike at the next chance."""
        making = self._taken / f"making.{os.getpid()}.{_name(point)}"
        making.write_text(json.dumps(asdict(strike)))
        making.rename(self._folder / _name(point))

    def poison(self, project_id: str) -> None:
        """Let the next fix of a project end as many workers as set its job aside."""
        for dose in range(POISON_DOSES):
            self.arm(f"{POISON} {project_id} {dose}", Strike())

    def armed(self, point: str) -> Strike | None:
        """How ``point`` is to strike, None when it is not armed."""
        try:
            return Strike(**json.loads((self._folder / _name(point)).read_text()))
        except FileNotFoundError:
            return None

    def take(self, point: str) -> bool:
        """Whether the strike is ours."""
        try:
            (self._folder / _name(point)).rename(self._taken / f"{_name(point)}.{os.getpid()}")
        except FileNotFoundError:
            return False
        return True

    def disarm(self) -> None:
        """Let nothing strike any more."""
        for file in self._folder.iterdir():
            with contextlib.suppress(FileNotFoundError):
                file.unlink()


def _name(point: str) -> str:
    return _PLAIN.sub("_", point)
