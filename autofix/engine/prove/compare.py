"""Comparing what an application answered before and after a change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from autofix.engine.prove.plan import Answers, Plan
from autofix.sdk.proof import Request, Response

# A request that fails with one of these shows an error page, whatever headers it carries.
ERROR_PAGES = frozenset({404, 405, 410, 501}) | frozenset(range(500, 600))


# What stands before every path and asks who one is; the page behind it was not seen.
WALLS = frozenset({401, 403})
# What a server says where it has no route, or none for the method.
UNSERVED = frozenset({404, 405, 501})
# A page on the machine, or the network, of whoever develops it.
_LOCAL = re.compile(
    r"https?://(?:localhost|(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1\]|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}"
    r"|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?::\d{1,5})?"
)
VOLATILE = frozenset({"vary", "date", "etag", "content-length", "connection", "keep-alive", "transfer-encoding", "age"})


def error_page(request: Request, answer: Response, twin: Response) -> str:
    """Why ``answer`` is an error page; empty when the request is answered properly.

    ``twin`` is the answer to the same request for a path that does not exist.
    """
    name = f"{request.method} {request.path}"
    if not answer.status:
        return f"{name} got no answer ({answer.error})"
    if answer.status in ERROR_PAGES:
        return f"{name} answers {answer.status}"
    if _same(answer, twin, with_body=True) and answer.status not in WALLS:
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


def wall(plan: Plan, after: Sequence[Answers]) -> str:
    """Why the route itself was not seen: it asks everybody, at every path, who they are; empty when it was."""
    for answers in after:
        for responses in answers.probes:
            answer = responses[-1]
            if answer.status in WALLS and _same(answer, answers.twin_from_origin, with_body=True):
                request = plan.probe[-1]
                return f"{request.method} {request.path} answers {answer.status} to whoever is not logged in"
    return ""


def is_not_found_by_the_route(plan: Plan, before: Sequence[Answers]) -> bool:
    """Whether the route itself says 404: another page than a path gets that nobody serves."""
    if any(answers.plain.status != 404 for answers in before):
        return False
    paths = (plan.plain.path, plan.twin.path)
    return all(
        answers.twin.status != 404 or _page(answers.plain, *paths) != _page(answers.twin, *paths) for answers in before
    )


def not_missing(plan: Plan, before: Sequence[Answers]) -> str:
    """Why the probe's request was served before, if only to say no; empty when nobody served it.

    A 404 that differs from the one of a path that cannot exist is a route's own.
    """
    paths = (plan.probe[-1].path, plan.twin_from_origin.path)
    for answers in before:
        for responses in answers.probes:
            answer, twin = responses[-1], answers.twin_from_origin
            if answer.status not in UNSERVED or twin.status not in UNSERVED:
                asked_for = f"{plan.probe[-1].method} {plan.probe[-1].path}"
                return f"{asked_for} answers {answer.status}, a path that cannot exist {twin.status}"
            if answer.status == twin.status and _page(answer, *paths) != _page(twin, *paths):
                return f"{plan.probe[-1].path} has a {answer.status} of its own: a route answers it"
    return ""


def _page(answer: Response, *paths: str) -> bytes:
    """The body without what follows from the path that was asked for, and without numbers.

    Frameworks repeat the path on the page for what nobody serves, Django without its first slash; others add the time.
    """
    bare = {path.split("?")[0] for path in paths}
    forms = {form for path in bare for said in (path, path.lstrip("/")) for form in (said, quote(said)) if form}
    page = answer.body
    for form in sorted(forms, key=len, reverse=True):
        page = page.replace(form.encode(), b"")
    return re.sub(rb"\d+", b"0", page)


def serves_anything(plan: Plan, after: Sequence[Answers]) -> str:
    """Why the answers with the change say nothing: a path that cannot exist is served too; empty when it is not."""
    for answers in after:
        for twin in (answers.twin, answers.twin_from_origin):
            if twin.status not in UNSERVED:
                return f"{plan.twin.method} {plan.twin.path}, which cannot exist, answers {twin.status}: a catch-all"
    return ""


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


def changed_answers(
    plan: Plan, before: Sequence[Answers], after: Sequence[Answers], *, is_route: bool = False
) -> list[str]:
    """Routes that do not answer as before, each with what changed; with ``is_route`` all but the probe's own path.

    Status and type count always; bodies and other headers where they were the same in every start before.
    """
    changed = []
    for index, request in enumerate([plan.plain, *plan.routes]):
        if is_route and request.path.split("?")[0] == plan.plain.path.split("?")[0]:
            continue
        if request.method == "OPTIONS":
            # Asked for what it grants alone: answering preflights is what a fix may well change.
            continue
        old = [_asked(answers, index) for answers in before]
        new = [_asked(answers, index) for answers in after]
        if len({_shape(answer) for answer in old}) > 1 or not any(answer.status for answer in old):
            # It answers differently from start to start by itself, or not in time: nothing to hold it to.
            continue
        difference = next((found for answer in new if (found := _difference(old, answer))), "")
        if difference:
            changed.append(f"{request.method} {request.path}: {difference}")
    return changed


def awoken_routes(plan: Plan, before: Sequence[Answers], after: Sequence[Answers]) -> list[str]:
    """Routes that got no answer in any start before, and get one now: nobody can say whether it is theirs."""
    if not before:
        # Nothing ran that could have kept silent.
        return []
    return [
        f"{request.method} {request.path}"
        for index, request in enumerate(plan.routes)
        if request.method != "OPTIONS"
        and not any(answers.routes[index].status for answers in before)
        and any(answers.routes[index].status for answers in after)
    ]


def _difference(old: Sequence[Response], new: Response) -> str:
    if not _same(old[0], new, with_body=len({answer.body for answer in old}) == 1):
        return f"{_describe(old[0])} became {_describe(new)}"
    was, now = [_plain_headers(answer) for answer in old], _plain_headers(new)
    for name in sorted({*was[0], *now}):
        values = {headers.get(name) for headers in was}
        if len(values) == 1 and now.get(name) not in values:
            return f"the header {name} was {was[0].get(name) or 'absent'} and is {now.get(name) or 'absent'}"
    return ""


def _plain_headers(answer: Response) -> dict[str, str]:
    """The headers that are neither CORS's own nor follow from the body or the clock."""
    return {
        key.lower(): value
        for key, value in answer.headers
        if key.lower() not in VOLATILE and not key.lower().startswith("access-control-")
    }


def comparable_routes(plan: Plan, before: Sequence[Answers]) -> int:
    """How many of the routes answered anything but an error before."""
    return sum(
        1 for index in range(len(plan.routes)) if all(0 < answers.routes[index].status < 400 for answers in before)
    )


def widened_access(plan: Plan, before: Sequence[Answers], after: Sequence[Answers]) -> list[str]:
    """Origins that are let in after, in any start, and were not in every start before.

    Where everybody was let in all along, all get the header and the method that the failing request asks for.
    """
    due = set.intersection(*(_due_to_everybody(plan, answers) for answers in before))
    return sorted(_let_in_ever(plan, after) - _let_in_always(plan, before) - due)


def narrowed_access(plan: Plan, before: Sequence[Answers], after: Sequence[Answers]) -> list[str]:
    """Origins that were let in before, in every start, and are not in every start after; not those given up."""
    kept = set.intersection(*(_let_in(plan, answers, but_given_up=True) for answers in before))
    return sorted(kept - _let_in_always(plan, after))


def _let_in_ever(plan: Plan, runs: Sequence[Answers]) -> set[str]:
    return set().union(*(_let_in(plan, answers) for answers in runs))


def _let_in_always(plan: Plan, runs: Sequence[Answers]) -> set[str]:
    return set.intersection(*(_let_in(plan, answers) for answers in runs))


def _let_in(plan: Plan, answers: Answers, *, but_given_up: bool = False) -> set[str]:
    """What one start let in: who at the probe's path and at every other route, with what."""
    return {
        f"{who}{what}"
        for who, origin, answer in _admitted(plan, answers)
        if not (but_given_up and _is_given_up(plan, origin))
        for what in _granted(answer)
    }


def _due_to_everybody(plan: Plan, answers: Answers) -> set[str]:
    """What the failing request asks for, for each who is let in where strangers are."""
    admitted = list(_admitted(plan, answers))
    if all(origin in plan.known for _, origin, _ in admitted):
        return set()
    names: set[str] = set()
    for request in plan.probe:
        asked = dict(request.headers)
        headers = asked.get("Access-Control-Request-Headers", "").lower().split(",")
        names |= {f" with Allow-Headers: {header.strip()}" for header in headers if header.strip()}
        names |= {f" with Allow-Methods: {asked.get('Access-Control-Request-Method', '').lower()}"}
    return {f"{who}{name}" for who, _, _ in admitted for name in names}


def _admitted(plan: Plan, answers: Answers) -> Iterator[tuple[str, str, Response]]:
    """Who is let in, where, with the origin and the answer."""
    asked = [(f"{origin} by {request.method}", origin, answer) for (origin, request), answer in _origins(plan, answers)]
    for request, answer in zip(plan.routes, answers.routes, strict=True):
        origin = dict(request.headers).get("Origin")
        if origin is not None:
            asked.append((f"{origin} at {request.method} {request.path}", origin, answer))
    return (each for each in asked if grants(each[2], each[1]))


def _is_given_up(plan: Plan, origin: str) -> bool:
    """Whether the candidate says that it turns ``origin`` away, or a stranger, whom a server for everybody let in.

    Nobody but those who develop it minds that a page on their own machine is turned away; of others no word is taken.
    """
    if "*" in plan.given_up and origin not in plan.known:
        return True
    return origin in plan.given_up and _LOCAL.fullmatch(origin) is not None


def _origins(plan: Plan, answers: Answers) -> Iterable[tuple[tuple[str, Request], Response]]:
    return zip(plan.origins, answers.origins, strict=True)


def _granted(answer: Response) -> Iterator[str]:
    """What an origin that is let in may do: nothing more, send credentials, use methods and headers, read headers."""
    yield ""
    is_everybody = "*" in (value.strip() for value in answer.values("Access-Control-Allow-Origin"))
    if not is_everybody and "true" in answer.values("Access-Control-Allow-Credentials"):
        yield " with credentials"
    for name in ("Allow-Methods", "Allow-Headers", "Expose-Headers", "Allow-Private-Network"):
        for value in answer.values(f"Access-Control-{name}"):
            for item in value.split(","):
                yield f" with {name}: {item.strip().lower()}"


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
