"""Why a build, a type check or a linter fails at one place, and what would let it pass."""

from __future__ import annotations

from dataclasses import dataclass

from autofix.sdk import Change, Dependency, Finding, Location, Risk, Verdict


@dataclass(frozen=True)
class Remedy:
    """One way to take the cause away: the changes of every file that belongs to it."""

    recipe: str
    title: str
    changes: tuple[Change, ...]
    dependencies: tuple[Dependency, ...] = ()
    risk: Risk = Risk.CURSORY_REVIEW


@dataclass(frozen=True)
class Cause:
    """A cause with its place. ``reason`` goes with every verdict but ``code_fix``.

    ``remedies`` stand in the order in which they are likely; none means that the cause is known and has no recipe.
    ``is_open`` is true where a person is asked only because no recipe answers: the tool's own fixer may.
    """

    code: str
    sentence: str
    place: Location | None = None
    remedies: tuple[Remedy, ...] = ()
    verdict: Verdict = Verdict.CODE_FIX
    reason: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Spot:
    """A finding with the file of this repository that it points at; ``file`` is empty where it names none of them."""

    finding: Finding
    file: str = ""

    @property
    def line(self) -> int:
        """The line it names, from 1; 1 where it names none."""
        return self.finding.line or 1

    @property
    def value(self) -> str:
        """What the message is about; empty where it names nothing."""
        return self.finding.value or ""

    @property
    def place(self) -> Location | None:
        """Where it points."""
        return Location(self.file, self.line) if self.file else None


def recommend(code: str, sentence: str, reason: str, place: Location | None = None, *, is_open: bool = False) -> Cause:
    """A cause that a person has to see to."""
    return Cause(code, sentence, place, verdict=Verdict.ACTION_RECOMMENDED, reason=reason, is_open=is_open)


def not_code(code: str, sentence: str, reason: str, place: Location | None = None) -> Cause:
    """A cause that lies outside of this repository."""
    return Cause(code, sentence, place, verdict=Verdict.NOT_CODE, reason=reason)
