"""Safari's messages about cross-origin requests, in its own words: several lines for one request."""

from __future__ import annotations

import pytest

from autofix.engine.report import read_report


def test_origin_and_address_come_from_two_lines() -> None:
    problem = read_report(
        "[Error] Origin https://shop.example is not allowed by Access-Control-Allow-Origin. Status code: 200\n"
        "[Error] Fetch API cannot load https://api.example/items due to access control checks.\n"
    )
    assert [finding.code for finding in problem.of_code("cors")] == ["cors.origin_missing", "cors"]
    assert (problem.origin, problem.url) == ("https://shop.example", "https://api.example/items")
    assert problem.findings[0].status == 200


def test_one_line_of_older_versions() -> None:
    problem = read_report(
        "XMLHttpRequest cannot load https://api.example/items. Origin https://shop.example is not allowed by "
        "Access-Control-Allow-Origin."
    )
    assert (problem.origin, problem.url) == ("https://shop.example", "https://api.example/items")


@pytest.mark.parametrize("lead", ["", "[Error] ", "[Log] ", "[Error] 10:22:31.120 "])
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Preflight response is not successful. Status code: 403", "cors.preflight_status"),
        ("Request header field X-Api-Key is not allowed by Access-Control-Allow-Headers.", "cors.header"),
        ("Method PATCH is not allowed by Access-Control-Allow-Methods.", "cors.method"),
        ('Credentials flag is true, but Access-Control-Allow-Credentials is not "true".', "cors.credentials"),
        ("Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.", "cors.wildcard"),
        ("Access-Control-Allow-Origin cannot contain more than one origin.", "cors.multiple_origins"),
    ],
)
def test_the_reason_is_recognised(lead: str, line: str, code: str) -> None:
    (finding,) = read_report(lead + line).of_code("cors")
    assert (finding.tool, finding.code) == ("safari", code)


def test_the_preflights_status_is_kept() -> None:
    assert read_report("Preflight response is not successful. Status code: 403").findings[0].status == 403
