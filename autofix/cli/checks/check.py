"""What one look at the machine has found."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class State(enum.Enum):
    """How a thing stands. Something ``MISSING`` keeps the service from working."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True)
class Check:
    """A thing, how it stands, what was found or what its lack means, and how to mend that (empty when it is well)."""

    name: str
    state: State
    found: str
    remedy: str = ""
