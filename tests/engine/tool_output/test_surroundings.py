"""Messages as they are pasted: with colours, timestamps, Windows line ends, inside of JSON, wrapped."""

from __future__ import annotations

import pytest

from autofix.engine.report import read_report

ORIGIN, URL = "http://localhost:5173", "http://localhost:4000/api/items"
BLOCKED = f"Access to fetch at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: "
MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource."


@pytest.mark.parametrize(
    "text",
    [
        f"\x1b[31m{BLOCKED}{MISSING}\x1b[0m",
        f"\x1b[2m2026-01-02T10:00:00.123Z\x1b[22m \x1b[31mERROR\x1b[39m {BLOCKED}{MISSING}",
        f"first\r\n{BLOCKED}{MISSING}\r\nlast\r\n",
        f"\ufeff{BLOCKED}{MISSING}",
        f"App.jsx:12 {BLOCKED}\n{MISSING}",
        f'{{"level":"error","message":"{BLOCKED}{MISSING}","at":17}}',
        f"> {BLOCKED}{MISSING}",
        f"{BLOCKED}\u200b{MISSING}",
    ],
)
def test_the_message_is_found(text: str) -> None:
    problem = read_report(text)
    assert (problem.findings[0].code, problem.origin, problem.url) == ("cors.origin_missing", ORIGIN, URL)


def test_what_a_person_adds_counts_where_the_message_says_nothing() -> None:
    problem = read_report(f"It is a CORS error.\nOrigin: {ORIGIN}/\nURL: {URL}\nMethod: put\n")
    assert (problem.origin, problem.url, problem.method) == (ORIGIN, URL, "PUT")


@pytest.mark.parametrize("text", ["ModuleNotFoundError: No module named 'flask_cors'", "NotFoundError: no such record"])
def test_an_errors_name_is_no_network_failure(text: str) -> None:
    assert read_report(text).of_code("network") == ()
