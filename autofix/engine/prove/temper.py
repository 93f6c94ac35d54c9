"""What a proof may say that was made with stand-ins: never that there is no fault, for the real thing was not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autofix.engine.prove.compare import is_not_found_by_the_route, widened_access
from autofix.engine.prove.judge import Evidence
from autofix.engine.prove.observe import Observed
from autofix.engine.prove.proof import Proof, Status


def temper(proof: Proof, evidence: Evidence) -> Proof:
    """``proof`` with the stand-ins that the starts of ``evidence`` had, and no surer than they allow."""
    given = evidence.stand_ins
    if not given.is_used:
        return proof
    proof = replace(proof, checks=(*proof.checks[:1], given.check(), *proof.checks[1:]))
    if proof.status is Status.VERIFIED:
        return proof
    reason = f"{proof.reason} (started with {given.describe()})"
    if proof.status is Status.UNPROVEN and _shows_only_errors(evidence) and not _breaks(proof, evidence):
        asked = evidence.plan.plain
        said = f"with stand-ins {asked.method} {asked.path} shows an error that the change does not explain"
        return Proof(Status.PLAUSIBLE, proof.checks, f"{said}: {reason}")
    if proof.is_no_fault:
        return Proof(proof.status, proof.checks, f"{reason}, which is no sign that there is no fault")
    return replace(proof, reason=reason)


def _shows_only_errors(evidence: Evidence) -> bool:
    """Whether the request fails now and then, whatever is changed, or the route says that there is no such thing."""
    if _finds_nothing(evidence):
        return True
    was_served = evidence.probe.needs_start and not evidence.probe.is_route
    fails_before = not was_served or _fails_ever(evidence, evidence.before)
    return fails_before and _fails_ever(evidence, evidence.after)


def _fails_ever(evidence: Evidence, starts: Sequence[Observed]) -> bool:
    """Whether the request got no answer, or the server's own error, in any of ``starts`` that came up."""
    answered = [evidence.answers(start) for start in starts if start.has_started]
    seen = [answer for one in answered for answer in (one.plain, *(probe[-1] for probe in one.probes))]
    return any(not 0 < answer.status < 500 for answer in seen)


def _finds_nothing(evidence: Evidence) -> bool:
    """Whether a route of the code answers the request, and says that what it was asked for is not there."""
    plan, new = evidence.plan, [evidence.answers(start) for start in evidence.after if start.has_started]
    if not new or any(answers.plain.status != 404 for answers in new):
        return False
    # Beside it no path is nobody's where a route takes whatever stands there.
    is_parameter = any(request.path == plan.twin.path for request in plan.routes)
    return is_parameter or is_not_found_by_the_route(plan, new)


def _breaks(proof: Proof, evidence: Evidence) -> bool:
    """Whether a check failed that no empty store explains."""
    old, new = ([evidence.answers(s) for s in starts if s.has_started] for starts in (evidence.before, evidence.after))
    if old and new and widened_access(evidence.plan, old, new):
        return True
    own = evidence.probe.name
    return any(check.passed is False and check.kind != "build" and check.name != own for check in proof.checks)
