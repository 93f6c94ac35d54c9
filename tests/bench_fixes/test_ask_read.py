"""What an ``ask`` line sends: the request as a page does, and the preflight where a browser sends one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.sdk.proof import Request
from bench.fixes.case import CaseError
from bench.fixes.running import Ask

ORIGIN = "http://localhost:5173"


def test_a_plain_request_has_no_preflight(ask: Callable[[str], Ask]) -> None:
    assert ask(f"GET /items?q=1 from {ORIGIN} -> readable").requests() == (
        Request("GET", "/items?q=1", (("Origin", ORIGIN),)),
    )


def test_a_request_without_an_origin_is_no_page(ask: Callable[[str], Ask]) -> None:
    assert ask("DELETE /items/1 -> 204").requests() == (Request("DELETE", "/items/1"),)


def test_an_unusual_method_is_preflighted(ask: Callable[[str], Ask]) -> None:
    preflight, sent = ask(f"DELETE /items/1 from {ORIGIN} -> readable").requests()
    assert preflight == Request(
        "OPTIONS", "/items/1", (("Origin", ORIGIN), ("Access-Control-Request-Method", "DELETE"))
    )
    assert sent == Request("DELETE", "/items/1", (("Origin", ORIGIN),))


def test_unusual_headers_are_named_in_order(ask: Callable[[str], Ask]) -> None:
    preflight, _ = ask(f"GET / from {ORIGIN} sending X-Tenant,authorization -> readable").requests()
    assert preflight.headers[-1] == ("Access-Control-Request-Headers", "authorization,x-tenant")


def test_a_body_is_sent_as_it_is_written(ask: Callable[[str], Ask]) -> None:
    (sent,) = ask('POST /items sending content-type saying {"name":"tea"} -> 201 json').requests()
    assert sent.body == b'{"name":"tea"}'
    assert sent.headers == (("content-type", "application/json"),)


@pytest.mark.parametrize(
    "line",
    [
        "GET /items",
        "get /items -> 200",
        "GET items -> 200",
        f"GET / from {ORIGIN} with cookies -> 200",
        "GET / -> fine",
    ],
)
def test_a_line_that_says_nothing_known_is_refused(ask: Callable[[str], Ask], line: str) -> None:
    with pytest.raises(CaseError, match="yesterday"):
        ask(line)
