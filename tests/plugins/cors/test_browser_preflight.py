"""What a preflight asks, and whether the browser goes on after its answer: CORS-preflight fetch."""

from __future__ import annotations

import pytest

from autofix.sdk import Request, Response
from plugins.cors.browser import check_preflight, preflight

ORIGIN = "https://shop.example"


def kind(
    *headers: tuple[str, str],
    status: int = 204,
    method: str = "GET",
    asked: tuple[str, ...] = (),
    has_credentials: bool = False,
) -> str:
    answer = Response(status, (("Access-Control-Allow-Origin", ORIGIN), *headers))
    if has_credentials:
        answer = Response(status, (*answer.headers, ("Access-Control-Allow-Credentials", "true")))
    blocked = check_preflight(answer, ORIGIN, method, asked, has_credentials=has_credentials)
    return blocked.kind if blocked else ""


def test_it_names_origin_method_and_headers_in_order() -> None:
    asked = preflight(Request("PUT", "/items?x=1"), ORIGIN, ("x-b", "authorization"))
    assert (asked.method, asked.path) == ("OPTIONS", "/items?x=1")
    assert asked.headers == (
        ("Origin", ORIGIN),
        ("Access-Control-Request-Method", "PUT"),
        ("Access-Control-Request-Headers", "authorization,x-b"),
    )


def test_it_names_no_headers_where_none_are_sent() -> None:
    assert len(preflight(Request("GET", "/"), ORIGIN, ()).headers) == 2


@pytest.mark.parametrize(
    ("status", "expected"), [(200, ""), (204, ""), (299, ""), (301, "redirect"), (308, "redirect"), (403, "status")]
)
def test_the_status_has_to_be_ok(status: int, expected: str) -> None:
    assert kind(status=status) == expected


def test_a_missing_origin_counts_before_the_status() -> None:
    blocked = check_preflight(Response(404), ORIGIN, "GET", (), has_credentials=False)
    assert blocked is not None
    assert blocked.kind == "origin"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_safelisted_methods_need_no_permission(method: str) -> None:
    assert kind(method=method) == ""


@pytest.mark.parametrize(
    ("allowed", "expected"), [("", "method"), ("GET,PUT", ""), ("GET , PUT", ""), ("put", "method"), ("*", "")]
)
def test_other_methods_have_to_be_named_to_the_letter(allowed: str, expected: str) -> None:
    assert kind(("Access-Control-Allow-Methods", allowed), method="PUT") == expected


def test_a_wildcard_for_methods_does_not_serve_credentials() -> None:
    assert kind(("Access-Control-Allow-Methods", "*"), method="PUT", has_credentials=True) == "method"


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [("", "header"), ("X-Key", ""), ("content-type, x-key", ""), ("*", ""), ("x-keys", "header")],
)
def test_headers_have_to_be_named_whatever_their_case(allowed: str, expected: str) -> None:
    assert kind(("Access-Control-Allow-Headers", allowed), asked=("x-key",)) == expected


def test_a_wildcard_for_headers_serves_neither_authorization_nor_credentials() -> None:
    star = ("Access-Control-Allow-Headers", "*")
    assert kind(star, asked=("authorization",)) == "header"
    assert kind(star, asked=("x-key",), has_credentials=True) == "header"
