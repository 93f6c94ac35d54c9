"""A probe that writes changes what others read, with the repair alone: they are read first."""

from __future__ import annotations

import pytest

from autofix.engine.prove.plan import make_plan
from autofix.sdk import Application, Judgement, Probe, Request, Response, Route, Seen

APPLICATION = Application("express", "npm", "", "index.js", "index.js", "app", "package.json", "node index.js")
ROUTES = (Route("GET", "/api/orders", "a.js", 1), Route("POST", "/api/orders", "a.js", 2))


@pytest.mark.parametrize(("method", "is_first"), [("DELETE", False), ("GET", True)])
def test_where_it_comes(method: str, is_first: bool) -> None:
    asked = Request(method, "/api/orders/1")
    plan = make_plan(Probe("p", APPLICATION, (asked,), lambda seen: Judgement(Seen.OTHER, "")), ROUTES, ())
    requests = plan.requests()

    answers = plan.split([Response(200, body=f"{one.method} {one.path}".encode()) for one in requests])

    reads = Request("GET", "/api/orders")
    assert (requests.index(asked) < requests.index(reads)) == is_first
    assert requests.index(asked) < next(at for at, one in enumerate(requests) if one.method == "POST")
    assert all(probe[0].body == f"{method} /api/orders/1".encode() for probe in answers.probes)
    said = [answer.body.decode() for answer in answers.routes]
    assert said == [f"{one.method} {one.path}" for one in plan.routes]
