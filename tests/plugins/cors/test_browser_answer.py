"""What a page may read: the CORS check of the Fetch standard."""

from __future__ import annotations

import pytest

from autofix.sdk import Response
from plugins.cors.browser import check_answer

ORIGIN = "https://shop.example"
ALLOWED = ("Access-Control-Allow-Origin", ORIGIN)
WITH_CREDENTIALS = ("Access-Control-Allow-Credentials", "true")


def kind(*headers: tuple[str, str], status: int = 200, has_credentials: bool = False) -> str:
    blocked = check_answer(Response(status, headers), ORIGIN, has_credentials=has_credentials)
    return blocked.kind if blocked else ""


@pytest.mark.parametrize(
    "headers",
    [
        [ALLOWED],
        [("access-control-allow-origin", ORIGIN)],
        [("Access-Control-Allow-Origin", f" {ORIGIN} ")],
        [("Access-Control-Allow-Origin", "*")],
    ],
)
def test_the_origin_or_a_wildcard_lets_the_page_read(headers: list[tuple[str, str]]) -> None:
    assert kind(*headers) == ""


@pytest.mark.parametrize("status", [200, 404, 500])
def test_the_status_of_the_answer_does_not_matter(status: int) -> None:
    assert kind(ALLOWED, status=status) == ""


@pytest.mark.parametrize(
    "value",
    [
        f"{ORIGIN}/",
        "http://shop.example",
        "https://shop.example:443",
        "https://SHOP.example",
        "null",
        "shop.example",
        "",
    ],
)
def test_anything_but_the_very_origin_blocks(value: str) -> None:
    assert kind(("Access-Control-Allow-Origin", value)) == "origin"


def test_no_header_blocks() -> None:
    assert kind(("Content-Type", "text/html")) == "origin"


@pytest.mark.parametrize(
    "headers", [[ALLOWED, ALLOWED], [("Access-Control-Allow-Origin", f"{ORIGIN}, https://other.example")]]
)
def test_more_than_one_value_blocks_even_if_one_would_do(headers: list[tuple[str, str]]) -> None:
    assert kind(*headers) == "multiple"


def test_no_answer_at_all_is_not_a_matter_of_headers() -> None:
    assert kind(status=0) == "unreachable"


def test_a_wildcard_does_not_serve_credentials() -> None:
    assert kind(("Access-Control-Allow-Origin", "*"), WITH_CREDENTIALS, has_credentials=True) == "wildcard"


def test_credentials_have_to_be_allowed() -> None:
    assert kind(ALLOWED, has_credentials=True) == "credentials"
    assert kind(ALLOWED, WITH_CREDENTIALS, has_credentials=True) == ""


@pytest.mark.parametrize("value", ["True", "1", "", "true, true"])
def test_only_the_word_true_allows_credentials(value: str) -> None:
    assert kind(ALLOWED, ("Access-Control-Allow-Credentials", value), has_credentials=True) == "credentials"
