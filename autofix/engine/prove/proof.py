"""What a proof says."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Status(enum.Enum):
    """How far a candidate is proven (requirement D5)."""

    VERIFIED = "verified"
    PLAUSIBLE = "plausible"
    UNPROVEN = "unproven"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at before and after the change.

    ``kind`` is ``parse``, ``contract``, ``build``, ``test`` or ``probe``.
    ``passed`` is None where it could not be looked at. ``log`` is a short excerpt.
    """

    name: str
    kind: str
    before: str
    after: str
    passed: bool | None
    seconds: float = 0.0
    log: str = ""


@dataclass(frozen=True)
class Proof:
    """The checks of one candidate and what follows from them.

    ``reason`` is required unless the status is ``verified``. ``is_no_fault``
    is true when the run showed that the application, as it stands, does not
    have the reported fault, so that no change of it can be right. ``goes_on``
    is what the command prints with the change where the reported failure is gone
    and another keeps it from passing.
    """

    status: Status
    checks: tuple[Check, ...]
    reason: str = ""
    is_no_fault: bool = False
    goes_on: str = ""

    def __post_init__(self) -> None:
        if self.status is not Status.VERIFIED and not self.reason:
            raise ValueError("a proof that is not verified needs a reason")
