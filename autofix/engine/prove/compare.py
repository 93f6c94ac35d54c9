"""Comparing what an application answered before and after a change."""

from __future__ import annotations

from collections.abc import Sequence

from autofix.engine.prove.plan import Answers, Plan
from autofix.sdk.proof import Request, Response

# A request that fails with one of these shows an error page, whatever headers it carries.
ERROR_PAGES = frozenset({404, 405, 410, 501}) | frozenset(range(500, 600))


def error_page(request: Request, answer: Response, twin: Response) -> str:
    """Why ``answer`` is an error page; empty when the request is answered properly.

    ``twin`` is the answer to the same request for a path that does not exist.
    """
    name = f"{request.method} {request.path}"
    if not answer.status:
        return f"{name} got no answer ({answer.error})"
    if answer.status in ERROR_PAGES:
        return f"{name} answers {answer.status}"
    if _same(answer, twin, with_body=True):
        return f"{name} gets the same answer as a path that does not exist: an error page or a catch-all"
    return ""


def probe_error_page(plan: Plan, answers: Answers) -> str:
    """Why the probe's own request hits an error page, in any of its repetitions."""
    asked = plan.probe[-1]
    pages = (error_page(asked, responses[-1], answers.twin_from_origin) for responses in answers.probes)
    return next((page for page in pages if page), "")


def own_failure(plan: Plan, before: Sequence[Answers], after: Sequence[Answers]) -> str:
    """Why the request fails by itself, whatever its origin; empty when it is answered properly in some way.

    A server may refuse a request without an Origin by an error. So what the failing origin gets
    with the change counts as well.
    """
    pages = [error_page(plan.plain, answers.plain, answers.twin) for answers in before]
    if not all(pages) or not all(probe_error_page(plan, answers) for answers in after):
        return ""
    return f"{pages[0]}, even without an Origin"


def other_answer(plan: Plan, answers: Answers) -> str:
    """Why the probe's answer is not the one a caller without an Origin gets; empty when it is, or that one fails."""
    request = plan.plain
    if error_page(request, answers.plain, answers.twin):
        return ""
    for responses in answers.probes:
        if _shape(responses[-1]) != _shape(answers.plain):
            got, plain = _describe(responses[-1]), _describe(answers.plain)
            return f"{request.method} {request.path} answers the origin {got}, and without an Origin {plain}"
    return ""


def changed_answers(plan: Plan, before: Sequence[Answers], after: Sequence[Answers]) -> list[str]:
    """Routes that do not answer as before, each with what changed; bodies count where they are stable."""
    changed = []
    asked = [plan.plain, *plan.routes]
    for index, request in enumerate(asked):
        old = [_asked(answers, index) for answers in before]
        new = [_asked(answers, index) for answers in after]
        if len({_shape(answer) for answer in old}) > 1:
            # It answers differently from start to start by itself: nothing to hold it to.
            continue
        is_stable = len({answer.body for answer in old}) == 1
        for answer in new:
            if not _same(old[0], answer, with_body=is_stable):
                changed.append(f"{request.method} {request.path}: {_describe(old[0])} became {_describe(answer)}")
                break
    return changed


def comparable_routes(plan: Plan, before: Sequence[Answers]) -> int:
    """How many of the routes answered anything but an error before."""
    return sum(
        1 for index in range(len(plan.routes)) if all(0 < answers.routes[index].status < 400 for answers in before)
    )


def widened_access(plan: Plan, before: Sequence[Answers], after: Sequence[Answers]) -> list[str]:
    """Origins that are let in after, in any start, and were not in every start before."""
    return sorted(_let_in_ever(plan, after) - _let_in_always(plan, before))


def narrowed_access(plan: Plan, before: Sequence[Answers], after: Sequence[Answers]) -> list[str]:
    """Origins that were let in before, in every start, and are not in every start after."""
    return sorted(_let_in_always(plan, before) - _let_in_always(plan, after))


def _let_in_ever(plan: Plan, runs: Sequence[Answers]) -> set[str]:
    return set().union(*(_let_in(plan, answers) for answers in runs))


def _let_in_always(plan: Plan, runs: Sequence[Answers]) -> set[str]:
    return set.intersection(*(_let_in(plan, answers) for answers in runs))


def _let_in(plan: Plan, answers: Answers) -> set[str]:
    """What one start let in: origins at the probe's path, and strangers at every other route."""
    asked = list(zip(plan.origins, answers.origins, strict=True))
    found = {f"{origin} by {request.method}" for (origin, request), answer in asked if grants(answer, origin)}
    for request, answer in zip(plan.routes, answers.routes, strict=True):
        origin = dict(request.headers).get("Origin")
        if origin is not None and grants(answer, origin):
            found.add(f"{origin} at {request.path}")
    return found


def grants(answer: Response, origin: str) -> bool:
    """Whether the answer lets a page of ``origin`` read it (Fetch standard, CORS check)."""
    return any(value.strip() in ("*", origin) for value in answer.values("Access-Control-Allow-Origin"))


def _asked(answers: Answers, index: int) -> Response:
    return answers.plain if index == 0 else answers.routes[index - 1]


def _shape(answer: Response) -> tuple[int, tuple[str, ...]]:
    return answer.status, answer.values("Content-Type")


def _same(one: Response, other: Response, *, with_body: bool) -> bool:
    return _shape(one) == _shape(other) and (not with_body or one.body == other.body)


def _describe(answer: Response) -> str:
    if not answer.status:
        return f"no answer ({answer.error})"
    return f"{answer.status} with {len(answer.body)} bytes"
