"""Contract probes: a failure that is read from the code, without and with the change."""

from __future__ import annotations

from collections.abc import Sequence

from autofix.engine.prove.proof import Check, Proof, Status
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.proof import CommandProbe, ContractProbe, Judgement, Probe, Seen


def read_contracts(
    probes: Sequence[Probe | CommandProbe | ContractProbe], before: Snapshot, after: Snapshot
) -> tuple[Check, ...]:
    """What each contract probe sees in both trees; a check has passed when the failure is there, and then gone."""
    return tuple(_read(probe, before, after) for probe in probes if isinstance(probe, ContractProbe))


def hold_to(checks: Sequence[Check], proof: Proof) -> Proof:
    """``proof`` with ``checks`` ahead of its own, ``unproven`` where one of them failed."""
    failed = next((check for check in checks if not check.passed), None)
    both = (*checks, *proof.checks)
    if failed is None:
        return Proof(proof.status, both, proof.reason, proof.is_no_fault, proof.goes_on)
    return Proof(Status.UNPROVEN, both, f"{failed.name} does not hold: {failed.after}")


def _read(probe: ContractProbe, before: Snapshot, after: Snapshot) -> Check:
    was, now = _ask(probe, before), _ask(probe, after)
    is_gone = was.seen is Seen.REPORTED and now.seen is Seen.PASSED
    return Check(probe.name, "contract", was.summary, now.summary, is_gone)


def _ask(probe: ContractProbe, workspace: Snapshot) -> Judgement:
    try:
        return probe.judge(workspace)
    except Exception as error:  # noqa: BLE001 - a plugin's judge may raise anything; it has then seen nothing
        return Judgement(Seen.OTHER, f"the probe's own judge failed: {type(error).__name__}: {error}")
