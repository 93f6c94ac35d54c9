"""What trying candidates adds up to, from values that can be stored between two steps of a repair."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from autofix.engine.prove.proof import Status
from autofix.sdk.diagnosis import Diagnosis, Verdict

MAX_LOG = 6_000


class Result(enum.Enum):
    """How a repair ended."""

    VERIFIED = "verified"
    PLAUSIBLE = "plausible"
    UNPROVEN = "unproven"
    NOT_CODE = "not_code"
    NO_FIX = "no_fix"


@dataclass(frozen=True)
class Trial:
    """How one candidate fared, in a form that can be stored between two steps of a repair.

    ``log`` is what the checks that did not hold printed.
    """

    title: str
    strategy: str
    status: Status
    reason: str
    is_no_fault: bool
    log: str = ""

    @property
    def is_last(self) -> bool:
        """Whether nothing further needs to be tried: it is the fix, or there is no fault."""
        return self.status is Status.VERIFIED or self.is_no_fault


@dataclass(frozen=True)
class Conclusion:
    """The result, its reason, and the ordinal of the trial that it stands on."""

    result: Result
    reason: str
    chosen: int | None = None


def conclude(diagnosis: Diagnosis | None, trials: Sequence[Trial], ended: str = "") -> Conclusion:
    """What the trials add up to; ``ended`` is why a model that was asked had nothing better."""
    found = _conclude(diagnosis, trials)
    if not ended or found.result in (Result.VERIFIED, Result.NOT_CODE):
        return found
    return replace(found, reason=f"{found.reason}; {ended}" if ended not in found.reason else found.reason)


def _conclude(diagnosis: Diagnosis | None, trials: Sequence[Trial]) -> Conclusion:
    if diagnosis is None:
        return Conclusion(
            Result.NO_FIX,
            "no plugin recognises this report: it names no failure that AutoFix knows. Give the whole text as the "
            "tool or browser printed it",
        )
    if diagnosis.verdict is Verdict.NOT_CODE:
        return Conclusion(Result.NOT_CODE, diagnosis.reason)
    for ordinal, trial in enumerate(trials):
        if trial.status is Status.VERIFIED:
            return Conclusion(Result.VERIFIED, "", ordinal)
    if diagnosis.verdict is Verdict.ACTION_RECOMMENDED:
        return Conclusion(Result.NO_FIX, diagnosis.reason)
    if not trials:
        return Conclusion(Result.NO_FIX, "the cause is known, but no recipe changes code of this shape")
    for trial in trials:
        if trial.is_no_fault:
            return Conclusion(Result.NOT_CODE, trial.reason)
    for ordinal, trial in enumerate(trials):
        if trial.status is Status.PLAUSIBLE:
            return Conclusion(Result.PLAUSIBLE, trial.reason, ordinal)
    first = trials[0]
    return Conclusion(Result.UNPROVEN, f"{first.title} ({first.strategy}): {first.reason}", 0)


def log_of(checks: Iterable[tuple[bool | None, str, str]]) -> str:
    """The end of what the checks that did not hold printed; each is whether it passed, its name and its log."""
    logs = [f"{name}:\n{log}" for passed, name, log in checks if passed is False and log]
    return "\n".join(logs)[-MAX_LOG:]
