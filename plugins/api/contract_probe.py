"""The contract as a probe: the cause that was read from the code is there before the change, and gone after it."""

from __future__ import annotations

from autofix.sdk import ContractProbe, Judgement, Problem, Seen, Workspace
from plugins.api.contract import Contract
from plugins.api.finding import find_cause
from plugins.api.report import ApiReport, read_api


def contract_probe(problem: Problem, workspace: Workspace) -> ContractProbe:
    """What the report's cause looks like in a changed ``workspace``: no call may be lost, none newly miss its route."""
    report = read_api(problem)
    known = Contract(workspace)
    lost = _unserved(known)

    def judge(changed: Workspace) -> Judgement:
        contract = Contract(changed)
        cause = find_cause(contract, report)
        if cause.remedies and not _meets_now(known, contract, report):
            return Judgement(Seen.REPORTED, cause.sentence)
        if len(contract.calls) < len(known.calls):
            return Judgement(Seen.OTHER, f"{len(contract.calls)} calls are left of {len(known.calls)}")
        if more := _unserved(contract) - lost:
            return Judgement(Seen.OTHER, f"{sorted(more)[0]} meets no route")
        return Judgement(Seen.PASSED, f"{len(contract.calls)} calls, {len(_unserved(contract))} without a route here")

    return ContractProbe("calls and routes as the code has them", judge)


def _meets_now(known: Contract, changed: Contract, report: ApiReport) -> bool:
    """Whether the calls that made the first request of the report, and met no route, meet one: nobody makes it now."""
    request = next(iter(report.requests), None)
    callers = known.callers(request.path, request.method, request.base) if request is not None else []
    if any(known.joins(call) for call in callers):
        return False
    places = {(call.file, call.line): call.is_complete for call in callers}
    now = [call for call in changed.calls if (call.file, call.line) in places]
    # An address that is no longer known to its beginning meets whatever ends like it.
    return bool(now) and all(changed.joins(c) and (c.is_complete or not places[c.file, c.line]) for c in now)


def _unserved(contract: Contract) -> frozenset[str]:
    """The calls of this repository's own servers that meet no route."""
    return frozenset(
        f"{call.method} {call.path} ({call.file})"
        for call in contract.calls
        if contract.is_ours(call.base) and not contract.joins(call)
    )
