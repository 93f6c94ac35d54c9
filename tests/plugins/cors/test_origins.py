"""Which texts were meant to be an origin, and what may be written into code as one."""

from __future__ import annotations

import ast

import pytest

from plugins.cors.origins import is_near_miss, is_writable, literal

ORIGIN = "https://shop.example"


@pytest.mark.parametrize(
    "value",
    [
        "https://shop.example/",
        "https://shop.example/app/",
        " https://shop.example",
        "HTTPS://Shop.Example",
        "https://shop.example:443",
        "shop.example",
    ],
)
def test_meant_to_be_the_origin(value: str) -> None:
    assert is_near_miss(value, ORIGIN)


@pytest.mark.parametrize(
    "value",
    [
        "https://shop.example",
        "http://shop.example",
        "https://www.shop.example",
        "https://shop.example:8443",
        "https://shop.example.org",
        "https://shop.example:port",
        "example",
        "",
        "*",
    ],
)
def test_the_origin_itself_or_another_one(value: str) -> None:
    assert not is_near_miss(value, ORIGIN)


def test_the_port_of_the_origin_has_to_agree() -> None:
    assert is_near_miss("http://localhost:5173/", "http://localhost:5173")
    assert not is_near_miss("http://localhost/", "http://localhost:5173")


@pytest.mark.parametrize(
    "origin", ["http://localhost:5173", "http://[::1]:3000", "null", "chrome-extension://abc", "https://xn--a.example"]
)
def test_an_origin_may_be_written_into_code(origin: str) -> None:
    assert is_writable(origin)


@pytest.mark.parametrize(
    "origin", ["http://a'", 'http://a"', "http://a`", "http://${a}", "http://a\nb", "http://a\\", "", "a"]
)
def test_what_could_end_a_string_may_not(origin: str) -> None:
    assert not is_writable(origin)


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("text", ["http://a", "a'b", 'a"b', "a\\", "a\\'b", "a\nb", "\\n"])
def test_a_literal_holds_its_text_and_nothing_else(quote: str, text: str) -> None:
    assert ast.literal_eval(literal(text, quote)) == text


def test_a_template_literal_starts_no_substitution() -> None:
    assert literal("a${b}`", "`") == "`a\\${b}\\``"
