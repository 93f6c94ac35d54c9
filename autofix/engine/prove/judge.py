"""From observations to a verdict. Every way to be wrongly ``verified`` has to be closed here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from autofix.engine.prove.compare import (
    awoken_routes,
    changed_answers,
    comparable_routes,
    is_not_found_by_the_route,
    narrowed_access,
    not_missing,
    other_answer,
    own_failure,
    probe_error_page,
    serves_anything,
    wall,
    widened_access,
)
from autofix.engine.prove.crashes import new_crash
from autofix.engine.prove.observe import Observed
from autofix.engine.prove.plan import Answers, Plan
from autofix.engine.prove.proof import Check, Proof, Status
from autofix.engine.prove.standins.standins import NOTHING, StandIns
from autofix.sdk.proof import Judgement, Observation, Probe, Response, Seen

EXCERPT = 800


@dataclass(frozen=True)
class Evidence:
    """All starts so far; ``before`` counts those with the change taken out again."""

    probe: Probe
    plan: Plan
    before: tuple[Observed, ...] = ()
    after: tuple[Observed, ...] = ()
    stand_ins: StandIns = NOTHING

    def add(self, before: Observed, after: Observed) -> Evidence:
        """The evidence with one more pair of starts."""
        return replace(self, before=(*self.before, before), after=(*self.after, after))

    def judgements(self, starts: tuple[Observed, ...]) -> tuple[Judgement, ...]:
        """What the probe says of each repetition in each start."""
        found = []
        for start in starts:
            seen = self.answers(start).probes if start.has_started else ((),)
            found += [self._ask(Observation(start.has_started, start.log, responses)) for responses in seen]
        return tuple(found)

    def _ask(self, seen: Observation) -> Judgement:
        try:
            return self.probe.judge(seen)
        except Exception as error:  # noqa: BLE001 - a plugin's judge may raise anything; it has then seen nothing
            return Judgement(Seen.OTHER, f"the probe's own judge failed: {type(error).__name__}: {error}")

    def answers(self, start: Observed) -> Answers:
        """The answers of one start, sorted by what was asked."""
        return self.plan.split(start.answers)

    def is_hopeless(self) -> bool:
        """Whether more starts cannot lead to ``verified``."""
        before, after = self.judgements(self.before), self.judgements(self.after)
        return any(j.seen is not Seen.REPORTED for j in before) or any(j.seen is not Seen.PASSED for j in after)

    def is_down(self) -> bool:
        """Whether the application could not be run at all.

        A probe of a failure that consists in not starting looks at the starts with the change.
        """
        starts = self.before if self.probe.needs_start else self.after
        return not any(start.has_started for start in starts)

    def is_starved(self) -> bool:
        """Whether the application does not run, or fails at the very request: it may lack something here."""
        return self.is_down() or self.fails_by_itself(self.after)

    def is_reproduced(self) -> bool:
        """Whether every start without the change showed the reported failure."""
        return all(judgement.seen is Seen.REPORTED for judgement in self.judgements(self.before))

    def is_unchanged(self) -> bool:
        """Whether every start showed the reported failure, with the change as without it."""
        return self.is_reproduced() and all(one.seen is Seen.REPORTED for one in self.judgements(self.after))

    def is_better(self, other: Evidence) -> bool:
        """Whether more is to be seen than in ``other``, without the failure having gone by itself."""
        is_gone = other.is_reproduced() and not self.is_reproduced()
        return not is_gone and (other.is_down() or not self.is_starved())

    def fails_by_itself(self, starts: tuple[Observed, ...]) -> bool:
        """Whether the request gets no answer, or the server's own error, in every one of ``starts`` that came up."""
        answered = [self.answers(start) for start in starts if start.has_started]
        return bool(answered) and all(not 0 < one.plain.status < 500 for one in answered)


def judge(evidence: Evidence, contract: Check, tests: Sequence[Check]) -> Proof:
    """The proof that ``evidence`` makes. The first reason not to say ``verified`` is the one given."""
    probe = evidence.probe
    before, after = evidence.judgements(evidence.before), evidence.judgements(evidence.after)
    checks = [contract, _start_check(evidence), _probe_check(evidence, before, after)]
    if reason := _no_start(evidence):
        return Proof(Status.PLAUSIBLE, tuple(checks), reason)
    if proof := _not_reproduced(evidence, before, tuple(checks)):
        return proof
    if any(j.seen is not Seen.PASSED for j in after):
        seen = next(j for j in after if j.seen is not Seen.PASSED)
        some = "" if all(j.seen is not Seen.PASSED for j in after) else " some of the time"
        has_started = all(start.has_started for start in evidence.after)
        if probe.is_route and evidence.plan.plain.body and has_started and all(j.seen is Seen.OTHER for j in after):
            reason = (
                f"the request is served with the change, and fails with the made-up body of the proof: {seen.summary}"
            )
            return Proof(Status.PLAUSIBLE, tuple(checks), reason)
        return Proof(
            Status.UNPROVEN, tuple(checks), f"with the change the failure is still there{some}: {seen.summary}"
        )

    new = [evidence.answers(start) for start in evidence.after]
    moved = next((answers.plain for answers in new if 300 <= answers.plain.status < 400), None)
    if moved and probe.needs_start:
        where = ", ".join(moved.values("Location"))
        reason = f"the request is redirected ({moved.status} to {where or 'nowhere'}); what answers there was not asked"
        return Proof(Status.PLAUSIBLE, tuple(checks), reason)
    if probe.is_route and (why := serves_anything(evidence.plan, new)):
        return Proof(Status.UNPROVEN, tuple(checks), f"the probe shows nothing: {why}")
    for answers in new:
        # Nothing is known that such an application serves: that it starts and answers at all has to do.
        is_silent = not probe.needs_start and not evidence.plan.routes and answers.plain.status == 404
        if not is_silent and (why := probe_error_page(evidence.plan, answers)):
            return Proof(Status.UNPROVEN, tuple(checks), f"the probe does not reach a working route: {why}")
        if why := other_answer(evidence.plan, answers):
            return Proof(Status.UNPROVEN, tuple(checks), why)
    old = [evidence.answers(start) for start in evidence.before if start.has_started]
    if old:
        compared = _compare(evidence.plan, old, new, is_route=probe.is_route)
        checks += compared
        broken = next((check for check in compared if check.passed is False), None)
        if broken:
            return Proof(Status.UNPROVEN, tuple(checks), f"{broken.name} does not hold: {broken.log}")
    elif probe.needs_start:
        return Proof(Status.PLAUSIBLE, tuple(checks), "it did not start before the change")
    else:
        widened = widened_access(evidence.plan, [_nothing(evidence.plan)], new)
        if widened:
            return Proof(Status.UNPROVEN, tuple(checks), "the change lets in " + ", ".join(widened[:3]))
    if crash := new_crash(evidence.plan, evidence.before, evidence.after):
        return Proof(Status.UNPROVEN, tuple(checks), f"with the change the server ends at {crash}")
    checks += tests
    for check in tests:
        if check.passed is False:
            reason = f"tests that passed before fail with the change: {check.log[-300:]}"
            return Proof(Status.UNPROVEN, tuple(checks), reason)
    if any(check.passed is None for check in tests):
        reason = (
            "the failure is gone, but the repository's tests did not pass before the change and name no test that did, "
            "so they cannot be compared"
        )
        return Proof(Status.PLAUSIBLE, tuple(checks), reason)
    if woken := awoken_routes(evidence.plan, old, new):
        reason = f"the failure is gone, but {woken[0]} got no answer before and gets one now: it cannot be compared"
        return Proof(Status.PLAUSIBLE, tuple(checks), reason)
    if why := wall(evidence.plan, new):
        reason = f"the failure is gone and nothing else changed, but {why}: the route behind that was not seen"
        return Proof(Status.PLAUSIBLE, tuple(checks), reason)
    return Proof(Status.VERIFIED, tuple(checks))


def _no_start(evidence: Evidence) -> str:
    """Why the application could not be run here; empty when it ran at all."""
    if not evidence.is_down():
        return ""
    failed, port = (evidence.before if evidence.probe.needs_start else evidence.after)[0], evidence.probe.port
    tail = _telling_line(failed.own_log or failed.log)
    on_port = f" (the report names port {port})" if port and "port" in failed.why else ""
    printed = f"; it printed: {tail}" if tail else ""
    shortage = evidence.stand_ins.shortage(failed.log)
    asks = f"; {shortage}" if shortage else ""
    return f"{evidence.probe.application.entry} did not start here: {failed.why}{on_port}{asks}{printed}"


def _telling_line(log: str) -> str:
    """The line of a log that says what went wrong: the first that names an error, else the last."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    named = next(
        (line for line in lines if re.search(r"\b\w*(?:Error|Exception)\b", line) and "throw " not in line), ""
    )
    return (named or (lines[-1] if lines else ""))[:300]


def _not_reproduced(evidence: Evidence, before: tuple[Judgement, ...], checks: tuple[Check, ...]) -> Proof | None:
    if evidence.probe.is_route and (why := _served_before(evidence)):
        # The change may still be right: a route that takes another's requests answers them itself.
        return Proof(Status.PLAUSIBLE, checks, f"the request is served without the change: {why}")
    if why := _own_failure(evidence):
        old = [evidence.answers(start) for start in evidence.before if start.has_started]
        is_reached = is_not_found_by_the_route(evidence.plan, old)
        if evidence.plan.plain.method in ("GET", "HEAD") and not is_reached:
            return Proof(Status.UNPROVEN, checks, f"{why}: what was reported is only its shadow", is_no_fault=True)
        # An empty body, or data that is not here, may be all that the route minds.
        return Proof(Status.PLAUSIBLE, checks, f"the route could not be called properly here: {why}")
    reported = sum(j.seen is Seen.REPORTED for j in before)
    if reported == len(before):
        return None
    other = next(j for j in before if j.seen is not Seen.REPORTED)
    if reported:
        reason = (
            f"the failure comes and goes by itself: {reported} of {len(before)} attempts without the change showed it"
        )
        return Proof(Status.UNPROVEN, checks, reason)
    reason = f"the reported failure does not occur here: {other.summary}"
    if evidence.probe.is_guess and other.seen is Seen.PASSED:
        return Proof(Status.PLAUSIBLE, checks, reason)
    return Proof(Status.UNPROVEN, checks, reason, is_no_fault=other.seen is Seen.PASSED)


def _own_failure(evidence: Evidence) -> str:
    """Why the request fails by itself; empty when it does not, or the application never started."""
    before = [evidence.answers(start) for start in evidence.before if start.has_started]
    after = [evidence.answers(start) for start in evidence.after if start.has_started]
    is_asked = before and evidence.probe.needs_start and not evidence.probe.is_route
    return own_failure(evidence.plan, before, after) if is_asked else ""


def _served_before(evidence: Evidence) -> str:
    """Why a probe of a missing route does not show that it is missing; empty when it does."""
    before = [evidence.answers(start) for start in evidence.before if start.has_started]
    return not_missing(evidence.plan, before)


def _start_check(evidence: Evidence) -> Check:
    application = evidence.probe.application
    before = sum(start.has_started for start in evidence.before)
    after = sum(start.has_started for start in evidence.after)
    failed = next((start for start in (*evidence.after, *evidence.before) if not start.has_started), None)
    return Check(
        f"starts: {application.start}",
        "build",
        f"{before} of {len(evidence.before)} starts",
        f"{after} of {len(evidence.after)} starts",
        after == len(evidence.after),
        sum(start.seconds for start in (*evidence.before, *evidence.after)),
        f"{failed.why}\n{failed.log[-EXCERPT:]}" if failed else "",
    )


def _probe_check(evidence: Evidence, before: tuple[Judgement, ...], after: tuple[Judgement, ...]) -> Check:
    is_proven = all(j.seen is Seen.REPORTED for j in before) and all(j.seen is Seen.PASSED for j in after)
    return Check(
        evidence.probe.name,
        "probe",
        _summary(before, Seen.REPORTED),
        _summary(after, Seen.PASSED),
        is_proven,
        log="" if is_proven else (evidence.after[-1].log[-EXCERPT:] if evidence.after else ""),
    )


def _summary(judgements: tuple[Judgement, ...], wanted: Seen) -> str:
    odd = next((j for j in judgements if j.seen is not wanted), None)
    shown = odd or judgements[0]
    count = sum(j.seen is shown.seen for j in judgements)
    return f"{shown.summary} ({count} of {len(judgements)} attempts)"


def _compare(plan: Plan, old: list[Answers], new: list[Answers], *, is_route: bool) -> list[Check]:
    changed = changed_answers(plan, old, new, is_route=is_route)
    widened = widened_access(plan, old, new)
    narrowed = narrowed_access(plan, old, new)
    lost = [f"{origin} is no longer admitted" for origin in narrowed]
    gained = [f"{origin} is now admitted" for origin in widened]
    routes = len({(request.method, request.path) for request in (plan.plain, *plan.routes)})
    return [
        _check("other routes answer as before", f"{routes} routes", changed),
        _check("no other origin is let in", f"{len({o for o, _ in plan.origins})} origins", gained),
        _check("origins let in before still are", f"{comparable_routes(plan, old)} answers", lost),
    ]


def _check(name: str, looked_at: str, wrong: list[str]) -> Check:
    return Check(
        name,
        "probe",
        looked_at,
        "as before" if not wrong else f"{len(wrong)} differ",
        not wrong,
        log="; ".join(wrong[:3]),
    )


def _nothing(plan: Plan) -> Answers:
    """The answers of an application that does not run: it lets nobody in."""
    silence = Response(0, error="it does not run")
    return Answers((), silence, silence, silence, (silence,) * len(plan.routes), (silence,) * len(plan.origins))
