"""The contract as a probe: the cause that was read from the code is there before the change, and gone after it."""

from __future__ import annotations

from autofix.sdk import ContractProbe, Judgement, Problem, Seen, Workspace
from plugins.api.contract import Contract
from plugins.api.finding import find_cause
from plugins.api.report import read_api


def contract_probe(problem: Problem, workspace: Workspace) -> ContractProbe:
    """What the report's cause looks like in a changed ``workspace``: no call may be lost, none newly miss its route."""
    report = read_api(problem)
    known = Contract(workspace)
    lost = _unserved(known)

    def judge(changed: Workspace) -> Judgement:
        contract = Contract(changed)
        cause = find_cause(contract, report)
        if cause.remedies:
            return Judgement(Seen.REPORTED, cause.sentence)
        if len(contract.calls) < len(known.calls):
            return Judgement(Seen.OTHER, f"{len(contract.calls)} calls are left of {len(known.calls)}")
        if more := _unserved(contract) - lost:
            return Judgement(Seen.OTHER, f"{sorted(more)[0]} meets no route")
        return Judgement(Seen.PASSED, f"{len(contract.calls)} calls, {len(_unserved(contract))} without a route here")

    return ContractProbe("calls and routes as the code has them", judge)


def _unserved(contract: Contract) -> frozenset[str]:
    """The calls of this repository's own servers that meet no route."""
    return frozenset(
        f"{call.method} {call.path} ({call.file})"
        for call in contract.calls
        if contract.is_ours(call.base) and not contract.joins(call)
    )
