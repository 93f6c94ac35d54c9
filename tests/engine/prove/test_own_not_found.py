"""A 404 is the framework's own, for a path that nobody serves, whatever of the request its page repeats."""

from __future__ import annotations

import pytest

from autofix.engine.prove.compare import not_missing
from autofix.engine.prove.plan import Answers, Plan
from autofix.sdk.proof import Request, Response

ASKED, NOWHERE = "/api/drivers/", "/api/drivers/nowhere-7f3a"
DJANGO = (
    "<title>Page not found at {0}</title> http://localhost:8000{0} The current path, <code>{1}</code>, didn't match"
)
NEST = '{{"statusCode":404,"timestamp":"2026-05-04T10:11:{2}Z","message":"Cannot GET {0}","error":"Not Found"}}'


def page(text: str, path: str, second: str) -> Response:
    return Response(404, (("Content-Type", "text/html"),), text.format(path, path.lstrip("/"), second).encode())


def served(asked: Response, nowhere: Response) -> str:
    get = Request("GET", ASKED)
    twin = Request("GET", NOWHERE)
    plan = Plan((get,), twin, twin, get, (), ())
    return not_missing(plan, [Answers(((asked,),), nowhere, nowhere, asked, (), ())])


@pytest.mark.parametrize("text", [DJANGO, NEST])
def test_a_page_that_repeats_the_path_or_the_time_is_nobodys(text: str) -> None:
    assert served(page(text, ASKED, "01"), page(text, NOWHERE, "02")) == ""


@pytest.mark.parametrize("own", ['{{"detail":"No Driver matches"}}', DJANGO + " because no driver matches the query"])
def test_another_page_is_the_routes_own(own: str) -> None:
    assert "a 404 of its own" in served(page(own, ASKED, "01"), page(DJANGO, NOWHERE, "01"))
