"""Firefox's messages about cross-origin requests, in its own words and with its curly quotes."""

from __future__ import annotations

import pytest

from autofix.engine.report import read_report
from autofix.sdk import Finding

BLOCKED = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
    "https://api.example/items. (Reason: {why}).{status}"
)


def only(why: str, status: str = " Status code: 200.") -> Finding:
    (finding,) = read_report(BLOCKED.format(why=why, status=status)).of_code("cors")
    return finding


@pytest.mark.parametrize(
    ("why", "code"),
    [
        ("CORS header \u2018Access-Control-Allow-Origin\u2019 missing", "cors.origin_missing"),
        (
            "CORS header \u2018Access-Control-Allow-Origin\u2019 does not match \u2018https://a.example\u2019",
            "cors.origin_mismatch",
        ),
        (
            "Credential is not supported if the CORS header \u2018Access-Control-Allow-Origin\u2019 is \u2018*\u2019",
            "cors.wildcard",
        ),
        ("expected \u2018true\u2019 in CORS header \u2018Access-Control-Allow-Credentials\u2019", "cors.credentials"),
        ("Did not find method in CORS header \u2018Access-Control-Allow-Methods\u2019", "cors.method"),
        ("Multiple CORS header \u2018Access-Control-Allow-Origin\u2019 not allowed", "cors.multiple_origins"),
        ("CORS preflight response did not succeed", "cors.preflight_status"),
        ("CORS request external redirect not allowed", "cors.redirect"),
        ("CORS request not http", "cors.scheme"),
        ("CORS request did not succeed", "cors.unreachable"),
        ("CORS preflight channel did not succeed", "cors.unreachable"),
        ("CORS disabled", "cors"),
    ],
)
def test_the_reason_is_recognised(why: str, code: str) -> None:
    finding = only(why)
    assert (finding.tool, finding.code, finding.url) == ("firefox", code, "https://api.example/items")
    assert finding.status == 200


@pytest.mark.parametrize(
    "why",
    [
        "header \u2018x-api-key\u2019 is not allowed according to header \u2018Access-Control-Allow-Headers\u2019 from "
        "CORS preflight response",
        "missing token \u2018x-api-key\u2019 in CORS header \u2018Access-Control-Allow-Headers\u2019 from CORS preflight "
        "channel",
    ],
)
def test_the_header_that_is_not_allowed_is_named(why: str) -> None:
    assert (only(why).code, only(why).header) == ("cors.header", "x-api-key")


def test_no_status_is_no_status() -> None:
    assert only("CORS request did not succeed", " Status code: (null).").status is None


def test_older_versions_name_no_status() -> None:
    assert only("CORS header \u2018Access-Control-Allow-Origin\u2019 missing", "").status is None


def test_brackets_in_the_reason_do_not_end_it() -> None:
    finding = only("CORS header \u2018Access-Control-Allow-Origin\u2019 does not match \u2018(null)\u2019")
    assert (finding.value, finding.status) == ("(null)", 200)


def test_straight_quotes_of_a_copied_message() -> None:
    assert only("CORS header 'Access-Control-Allow-Origin' missing").code == "cors.origin_missing"
