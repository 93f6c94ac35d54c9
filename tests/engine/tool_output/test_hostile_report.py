"""Reports made to be slow to read: every parser has to stay about linear in their length."""

from __future__ import annotations

import time

import pytest

from autofix.engine.report import read_report

LENGTH = 200_000
# A quadratic parser needs minutes for these; a linear one half a second on a slow machine.
SECONDS = 8.0


@pytest.mark.parametrize(
    "part",
    [
        "a",
        " ",
        "\n",
        "1:",
        "at ",
        "Access to ",
        "http://",
        "Failed to load http://a: ",
        "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at http://a (Reason: ",
        "Access to a at 'http://a' from origin 'http://b' has been blocked by CORS policy: ",
        '  File "',
        "Cannot find module '",
    ],
)
def test_a_long_repetition_is_read_in_time(part: str) -> None:
    text = part * (LENGTH // len(part))
    started = time.monotonic()
    read_report(text)
    assert time.monotonic() - started < SECONDS
