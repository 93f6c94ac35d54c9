"""Which texts were meant to be an origin, and which patterns of a repository are tried."""

from __future__ import annotations

import time

import pytest

from plugins.cors.origins import is_near_miss, pattern_admits

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
    "pattern", [r"^https:\/\/shop\.example$", r"shop\.example$", r"^https?://(.*\.)?shop\.example$"]
)
def test_simple_patterns_are_tried(pattern: str) -> None:
    assert pattern_admits(pattern, ORIGIN)
    assert not pattern_admits(pattern, "https://shop.example.evil.test")


def test_a_pattern_that_could_take_for_ever_is_not_tried() -> None:
    started = time.monotonic()
    assert not pattern_admits("^(a+)+$", "a" * 5000 + "!")
    assert not pattern_admits("a*a*a*a*a*b", "a" * 5000)
    assert not pattern_admits("(", ORIGIN)
    assert time.monotonic() - started < 1
