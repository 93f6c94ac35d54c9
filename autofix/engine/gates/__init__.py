"""The gates of requirement D6: nothing is offered that does not pass every one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autofix.engine.gates.access import ACCESS
from autofix.engine.gates.checks import CHECKS
from autofix.engine.gates.content import PARSES, SECRETS
from autofix.engine.gates.gate import Gate, GateResult, Policy, Proposal
from autofix.engine.gates.manifests import MANIFESTS
from autofix.engine.gates.places import LINKS, LOCKS, PATHS, SIZE
from autofix.engine.gates.reach import HELD, REACH
from autofix.engine.gates.steering import CI, CONFIG
from autofix.engine.gates.tests import TESTS
from autofix.sdk.candidate import Candidate

__all__ = ["GATES", "ChooseGates", "Gate", "GateResult", "Policy", "Proposal", "gates_for", "pass_gates"]

GATES: tuple[Gate, ...] = (PATHS, LINKS, CONFIG, CI, LOCKS, MANIFESTS, SIZE, SECRETS, PARSES, TESTS, CHECKS, ACCESS)
# The gates that a candidate has to pass.
ChooseGates = Callable[[Candidate], Sequence[Gate]]


def gates_for(candidate: Candidate) -> tuple[Gate, ...]:
    """Every gate, and ``reach`` besides where a model, or a lesson of one, speaks."""
    return (*GATES, REACH) if candidate.strategy.startswith(HELD) else GATES


def pass_gates(proposal: Proposal, choose: ChooseGates = gates_for) -> tuple[GateResult, ...]:
    """What each gate says of ``proposal``; a gate that fails has refused."""
    results = []
    for gate in choose(proposal.candidate):
        try:
            refusal = gate.refuse(proposal)
        except Exception as error:  # noqa: BLE001 - hostile content must not get past a gate by breaking it
            refusal = f"the gate could not judge the change: {type(error).__name__}: {error}"
        results.append(GateResult(gate.name, not refusal, refusal or gate.holds))
    return tuple(results)
