"""Chromium's messages about cross-origin requests, in its own words."""

from __future__ import annotations

import pytest

from autofix.engine.report import read_report
from autofix.sdk import Finding

BLOCKED = "Access to fetch at 'https://api.example/items' from origin 'https://shop.example' has been blocked by CORS policy: "
PREFLIGHT = "Response to preflight request doesn't pass access control check: "
MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource."


def only(text: str) -> Finding:
    (finding,) = read_report(text).of_code("cors")
    return finding


@pytest.mark.parametrize("lead", ["", PREFLIGHT])
@pytest.mark.parametrize(
    ("why", "code"),
    [
        (MISSING, "cors.origin_missing"),
        (
            f"{MISSING} If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the "
            "resource with CORS disabled.",
            "cors.origin_missing",
        ),
        (
            "The 'Access-Control-Allow-Origin' header has a value 'https://a.example' that is not equal to the supplied "
            "origin.",
            "cors.origin_mismatch",
        ),
        (
            "The 'Access-Control-Allow-Origin' header contains the invalid value 'a.example'.",
            "cors.origin_mismatch",
        ),
        (
            "The 'Access-Control-Allow-Origin' header contains multiple values 'https://a.example, *', but only one is "
            "allowed.",
            "cors.multiple_origins",
        ),
        (
            "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the "
            "request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest "
            "is controlled by the withCredentials attribute.",
            "cors.wildcard",
        ),
        (
            "The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when "
            "the request's credentials mode is 'include'.",
            "cors.credentials",
        ),
        ("Redirect is not allowed for a preflight request.", "cors.redirect"),
        ("It does not have HTTP ok status.", "cors.preflight_status"),
        (
            "The request client is not a secure context and the resource is in more-private address space `local`.",
            "cors.private_network",
        ),
        ("Permission was denied for this request to access the `local` address space.", "cors.private_network"),
        ("Something that no version says yet.", "cors"),
    ],
)
def test_the_reason_is_recognised(lead: str, why: str, code: str) -> None:
    finding = only(BLOCKED + lead + why)
    assert (finding.tool, finding.code) == ("chrome", code)
    assert (finding.url, finding.origin) == ("https://api.example/items", "https://shop.example")


def test_the_allowed_value_is_kept() -> None:
    why = "The 'Access-Control-Allow-Origin' header has a value 'https://a.example' that is not equal to the supplied origin."
    assert only(BLOCKED + why).value == "https://a.example"


def test_the_header_that_is_not_allowed_is_named() -> None:
    why = "Request header field X-Api-Key is not allowed by Access-Control-Allow-Headers in preflight response."
    assert (only(BLOCKED + why).code, only(BLOCKED + why).header) == ("cors.header", "x-api-key")


def test_the_method_that_is_not_allowed_is_named() -> None:
    problem = read_report(
        BLOCKED + "Method patch is not allowed by Access-Control-Allow-Methods in preflight response."
    )
    assert problem.findings[0].code == "cors.method"
    assert problem.method == "PATCH"


def test_a_redirected_request_is_the_last_address() -> None:
    finding = only(
        "Access to XMLHttpRequest at 'https://www.example/a' (redirected from 'http://example/a') from origin "
        f"'https://shop.example' has been blocked by CORS policy: {MISSING}"
    )
    assert (finding.url, finding.origin) == ("https://www.example/a", "https://shop.example")


def test_a_request_to_a_file_is_no_web_request() -> None:
    finding = only(
        "Access to script at 'file:///home/a/main.js' from origin 'null' has been blocked by CORS policy: Cross origin "
        "requests are only supported for protocol schemes: http, data, chrome, https."
    )
    assert (finding.code, finding.origin) == ("cors.scheme", "null")


def test_the_words_of_versions_before_65() -> None:
    finding = only(
        f"Failed to load https://api.example/items: {MISSING} Origin 'https://shop.example' is therefore not allowed access."
    )
    assert (finding.code, finding.url) == ("cors.origin_missing", "https://api.example/items")
    assert finding.origin == "https://shop.example"


def test_the_network_error_that_comes_with_it() -> None:
    problem = read_report("GET https://api.example/items net::ERR_FAILED 502 (Bad Gateway)")
    finding = problem.findings[0]
    assert (finding.code, finding.status, finding.method) == ("network.err_failed", 502, "GET")
    assert problem.url == "https://api.example/items"
