"""How long one attempt of a phase may take."""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass

_STEP = 10  # a tenth of a second is as exact as a limit is told


class OutOfTime(Exception):
    """A phase is over its limit, which the message names; the next attempt may be faster."""

    permanent = False


@dataclass(frozen=True)
class Deadline:
    """The moment, on the monotonic clock, at which an attempt is over its limit; ``message`` names the limit."""

    at: float
    message: str

    def check(self) -> None:
        """Raises ``OutOfTime`` when the moment has passed."""
        if time.monotonic() >= self.at:
            raise OutOfTime(self.message)

    def left(self) -> float:
        """The seconds that remain, for calls that take a limit of their own; raises ``OutOfTime``."""
        self.check()
        return max(1, math.ceil((self.at - time.monotonic()) * _STEP)) / _STEP


ENDLESS = Deadline(float(sys.maxsize), "")


def deadline_of(phase: str, limit: float, settle: float) -> Deadline:
    """The deadline of an attempt of ``phase`` that begins now; ``settle`` is time to wait that is not the phase's."""
    message = f"{phase} took longer than its limit of {limit:g} s"
    if settle:
        message += f" after the settle time of {settle:g} s"
    return Deadline(time.monotonic() + limit + settle, message)
