"""The failing request as a probe: asked of the started server as the client asks it."""

from __future__ import annotations

import re

from autofix.sdk import Application, Judgement, Observation, Probe, Request, Response, Seen
from plugins.api import report

_MISSING = frozenset({404, 405, 501})
_SENT = ("POST", "PUT", "PATCH")


def route_probe(request: report.Request, application: Application, method: str) -> Probe:
    """The reported request: 404 or 405 before, anything that a route of its own answers after."""
    path = re.sub(r":\w+", "1", request.path)
    body = b"{}" if method in _SENT else b""
    headers = (("Content-Type", "application/json"),) if body else ()

    def judge(seen: Observation) -> Judgement:
        if not seen.has_started:
            return Judgement(Seen.OTHER, "it does not start")
        answer = seen.responses[-1]
        if is_missing(answer):
            return Judgement(Seen.REPORTED, f"{method} {path} answers {answer.status}")
        if not answer.status or answer.status >= 500:
            return Judgement(Seen.OTHER, f"{method} {path} answers {answer.status or 'nothing'}")
        return Judgement(Seen.PASSED, f"{method} {path} answers {answer.status}")

    return Probe(
        name=f"{method} {path}",
        application=application,
        requests=(Request(method, path, headers, body),),
        judge=judge,
        is_route=True,
    )


def is_missing(answer: Response) -> bool:
    """Whether nobody serves what was asked for."""
    if answer.status in _MISSING:
        return True
    # Django's own refusal to redirect what carries data.
    return answer.status == 500 and b"APPEND_SLASH" in answer.body
