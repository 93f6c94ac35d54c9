"""A repository's regular expressions: matched as they are meant, in linear time, or not at all."""

from __future__ import annotations

import subprocess
import sys

import pytest

from plugins.cors.patterns import pattern_admits

ORIGIN = "https://shop.example"


@pytest.mark.parametrize(
    ("pattern", "admitted", "refused"),
    [
        (r"^https:\/\/shop\.example$", ORIGIN, "https://shopxexample"),
        (r"shop\.example$", "https://a.shop.example", "https://shop.example.evil"),
        (r"^https?://(.*\.)?shop\.example$", "http://a.b.shop.example", "https://evilshop.example"),
        (r"^https:\/\/[^.]+\.shop\.example$", "https://a.shop.example", "https://a.b.shop.example"),
        (r"^https?:\/\/(localhost|shop\.example)(:\d+)?$", "http://localhost:3000", "http://localhost:"),
        (r"^https://[a-z0-9-]+--shop\.netlify\.app$", "https://a-1--shop.netlify.app", "https://A--shop.netlify.app"),
        (r"^https://(?:\w+\.)*?shop\.example", "https://a.b.shop.example", "https://-.shop.example"),
    ],
)
def test_what_is_read_matches_as_it_is_meant(pattern: str, admitted: str, refused: str) -> None:
    assert pattern_admits(pattern, admitted) is True
    assert pattern_admits(pattern, refused) is False


def test_a_library_may_match_from_the_start_only() -> None:
    assert pattern_admits(r"shop\.example", ORIGIN) is True
    assert pattern_admits(r"shop\.example", ORIGIN, is_whole=True) is False


@pytest.mark.parametrize(
    "pattern",
    [
        "(?=x)",
        "(?<!x)",
        "a{2,9}",
        "(",
        "a)",
        "[a",
        "[]",
        r"\1",
        r"\bshop",
        "a**",
        "a++",
        "[z-a]",
        "a\\",
        "((((((a))))))",
        "a" * 500,
        "a?" * 50,
    ],
)
def test_anything_else_cannot_be_read(pattern: str) -> None:
    assert pattern_admits(pattern, ORIGIN) is None


@pytest.mark.parametrize("pattern", ["(a?)" * 15 + "a" * 60, "((a+)+)+b", "(a|a|a|a)*b", "(.*)*(.*)*(.*)*b"])
def test_a_hostile_pattern_does_not_hang(pattern: str) -> None:
    code = f"from plugins.cors.patterns import pattern_admits; pattern_admits({pattern!r}, 'a' * 2000)"
    assert subprocess.run([sys.executable, "-c", code], timeout=30, check=False).returncode == 0
