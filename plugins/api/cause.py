"""Why a call and a route miss each other, and what would bring them together."""

from __future__ import annotations

from dataclasses import dataclass

from autofix.sdk import Application, Change, Dependency, Location, Risk, Verdict


@dataclass(frozen=True)
class Remedy:
    """One way to bring them together; ``side`` is ``client``, ``server``, ``proxy`` or ``listen``.

    ``listen`` is the server's port. ``asked`` is the path that has to answer with the change: the reported one for a
    server's change.
    """

    recipe: str
    title: str
    changes: tuple[Change, ...]
    side: str
    asked: str = ""
    asked_method: str = ""
    dependencies: tuple[Dependency, ...] = ()
    risk: Risk = Risk.CURSORY_REVIEW


@dataclass(frozen=True)
class Cause:
    """A cause with its place. ``reason`` goes with every verdict but ``code_fix``."""

    code: str
    sentence: str
    place: Location | None = None
    remedies: tuple[Remedy, ...] = ()
    verdict: Verdict = Verdict.CODE_FIX
    reason: str = ""
    application: Application | None = None


def recommend(code: str, sentence: str, reason: str, place: Location | None = None) -> Cause:
    """A cause that a person has to decide on."""
    return Cause(code, sentence, place, verdict=Verdict.ACTION_RECOMMENDED, reason=reason)


def not_code(code: str, sentence: str, reason: str, place: Location | None = None) -> Cause:
    """A cause that lies outside of this repository."""
    return Cause(code, sentence, place, verdict=Verdict.NOT_CODE, reason=reason)
