"""Reports made to be slow to read: every parser has to stay about linear in their length."""

from __future__ import annotations

import subprocess
import sys
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


REPEATED = (
    "\n",
    "Access to ",
    "Access to a ",
    "Access to a at `",
    "\n ",
    " \n",
    "\norigin:",
    "http://a/",
    "http://a/.js",
    "from origin ",
    "from origin 'a",
    "at ",
    '\nFile "',
    "\n" + " " * 50,
    "404 ",
)
SCRIPT = """
from autofix.engine.report import read_report
for part in {parts!r}:
    read_report("CORS" + part * ({length} // len(part)))
read_report("CORS origin:" + "\\n" * {length})
"""


def test_many_long_reports_do_not_hang() -> None:
    code = SCRIPT.format(parts=REPEATED, length=LENGTH)
    assert subprocess.run([sys.executable, "-c", code], timeout=30, check=False).returncode == 0


def test_blank_lines_and_endless_lines_are_cut() -> None:
    text = read_report("a" + "\n" * 5000 + "b" * 500_000).text
    assert text.startswith("a\n\n\nb")
    assert len(text) < 50_000


def test_a_message_behind_many_blank_lines_is_found() -> None:
    message = "Access to fetch at 'http://localhost:4000/a' from origin 'http://localhost:5173' has been blocked by CORS policy: x"
    assert read_report("\n" * 5000 + message).origin == "http://localhost:5173"
