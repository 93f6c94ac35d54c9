"""The gates of requirement D6: nothing is offered that does not pass every one of them."""

from __future__ import annotations

from autofix.engine.gates.access import ACCESS
from autofix.engine.gates.checks import CHECKS
from autofix.engine.gates.content import PARSES, SECRETS
from autofix.engine.gates.gate import Gate, GateResult, Policy, Proposal
from autofix.engine.gates.manifests import MANIFESTS
from autofix.engine.gates.places import LINKS, LOCKS, PATHS, SIZE
from autofix.engine.gates.reach import HELD, REACH
from autofix.engine.gates.steering import CI, CONFIG
from autofix.engine.gates.tests import TESTS

__all__ = ["GATES", "GateResult", "Policy", "Proposal", "pass_gates"]

GATES: tuple[Gate, ...] = (PATHS, LINKS, CONFIG, CI, LOCKS, MANIFESTS, SIZE, SECRETS, PARSES, TESTS, CHECKS, ACCESS)


def pass_gates(proposal: Proposal) -> tuple[GateResult, ...]:
    """What each gate says of ``proposal``; a gate that fails has refused."""
    results = []
    held = (REACH,) if proposal.candidate.strategy.startswith(HELD) else ()
    for gate in (*GATES, *held):
        try:
            refusal = gate.refuse(proposal)
        except Exception as error:  # noqa: BLE001 - hostile content must not get past a gate by breaking it
            refusal = f"the gate could not judge the change: {type(error).__name__}: {error}"
        results.append(GateResult(gate.name, not refusal, refusal or gate.holds))
    return tuple(results)
