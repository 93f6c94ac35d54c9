"""Confidence from evidence (requirement D5): what was checked and held, never anyone's claim."""

from __future__ import annotations

from autofix.engine.prove.proof import Proof, Status

# A verified fix starts high and earns the rest by independent checks that held;
# a plausible one can never reach it.
VERIFIED_FLOOR, VERIFIED_STEP, VERIFIED_CEILING = 0.9, 0.015, 0.99
PLAUSIBLE_STATIC, PLAUSIBLE_RUN = 0.4, 0.6


def confidence(proof: Proof) -> float:
    """From 0 to 1."""
    held = sum(check.passed is True for check in proof.checks)
    if proof.status is Status.VERIFIED:
        return round(min(VERIFIED_CEILING, VERIFIED_FLOOR + VERIFIED_STEP * held), 3)
    if proof.status is Status.PLAUSIBLE:
        return PLAUSIBLE_RUN if held >= 2 else PLAUSIBLE_STATIC
    return 0.0
