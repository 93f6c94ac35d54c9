"""What a plugin found to be the cause of a problem, and where."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Verdict(enum.Enum):
    """What the cause calls for: a change here, a person's action, or nothing in this repository."""

    CODE_FIX = "code_fix"
    ACTION_RECOMMENDED = "action_recommended"
    NOT_CODE = "not_code"


@dataclass(frozen=True)
class Location:
    """A place in the repository; ``line`` counts from 1."""

    file: str
    line: int


@dataclass(frozen=True)
class Diagnosis:
    """The cause of a problem.

    ``root_cause`` is one sentence. ``reason`` is required unless the verdict is
    ``code_fix``: it tells a person why no change is offered and what to do.
    ``facts`` are short named values worth showing (``origin``, ``cause``).
    ``assumptions`` are sentences about what the report does not say and was taken for granted: a
    proof that rests on one is ``plausible`` at most.
    """

    family: str
    root_cause: str
    verdict: Verdict
    located: tuple[Location, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    assumptions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.verdict is not Verdict.CODE_FIX and not self.reason:
            raise ValueError(f"a diagnosis with verdict {self.verdict.value} needs a reason")

    def fact(self, name: str) -> str | None:
        """The named fact, or None."""
        return dict(self.facts).get(name)
