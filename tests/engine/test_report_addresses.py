"""What a report names as origin or URL is one that a browser could have named, or nothing."""

from __future__ import annotations

import pytest

from autofix.engine.report import read_report

URL = "http://localhost:4000/api/items"
MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource."


def blocked(origin: str, url: str = URL) -> str:
    return f"Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: {MISSING}\n"


HOSTILE = [
    "http://*.evil.com",
    "http://a'+process.exit()+'",
    'http://a"b',
    "http://a`b",
    "http://${process.env.KEY}",
    "http://a b",
    "http://[",
    "http://[::zz]",
    "http://x:99999",
    "http://x:0",
    "http://1.2.3.999",
    "http://a..b",
    "http://user@shop.example",
    "http://shop.example/app",
    "javascript://alert",
    "http://a\\'",
]


@pytest.mark.parametrize("origin", HOSTILE)
def test_what_is_no_origin_is_none_and_is_told(origin: str) -> None:
    problem = read_report(blocked(origin) + "Origin: http://localhost:5173\n")
    assert problem.origin is None
    assert all(finding.origin is None for finding in problem.findings)
    assert [finding.value for finding in problem.of_code("unreadable.origin")] == [origin.lower().rstrip("/.,;")]


@pytest.mark.parametrize(
    ("origin", "read"),
    [
        ("http://localhost:5173", "http://localhost:5173"),
        ("https://Shop.Example/", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("https://b\u00fccher.example", "https://xn--bcher-kva.example"),
        ("chrome-extension://abcdefghijklmnop", "chrome-extension://abcdefghijklmnop"),
        ("capacitor://localhost", "capacitor://localhost"),
        ("null", "null"),
    ],
)
def test_an_origin_is_read_as_browsers_write_it(origin: str, read: str) -> None:
    problem = read_report(blocked(origin))
    assert problem.origin == problem.findings[0].origin == read
    assert problem.of_code("unreadable") == ()


@pytest.mark.parametrize(
    "line", ["Origin: http://*.evil.com", "page: http://[", "Origin: shop.example", "from: http://`"]
)
def test_a_line_that_names_no_origin_is_told(line: str) -> None:
    problem = read_report(f"CORS error\n{line}\nURL: {URL}\n")
    assert problem.origin is None
    assert len(problem.of_code("unreadable.origin")) == 1


@pytest.mark.parametrize("line", ["origin: true,", "origin: [process.env.A]", "from: my colleague"])
def test_pasted_code_and_other_words_name_nothing(line: str) -> None:
    problem = read_report(f"CORS error\n{line}\nURL: {URL}\n")
    assert (problem.origin, problem.of_code("unreadable")) == (None, ())


def test_a_page_is_named_by_its_whole_address() -> None:
    assert read_report("CORS error\npage: http://localhost:5173/items?a=1\n").origin == "http://localhost:5173"


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("http://localhost:4000/api/m\u00fcnchen?q=\u00e4", "http://localhost:4000/api/m%C3%BCnchen?q=%C3%A4"),
        ("http://b\u00fccher.example/a", "http://xn--bcher-kva.example/a"),
        ("http://localhost:4000/a%20b?x=%2F", "http://localhost:4000/a%20b?x=%2F"),
        ("http://localhost:4000/a#part", "http://localhost:4000/a"),
    ],
)
def test_a_url_is_written_as_browsers_request_it(url: str, read: str) -> None:
    assert read_report(blocked("http://localhost:5173", url)).url == read
    assert read_report(f"CORS error\nURL: {url}\n").url == read


@pytest.mark.parametrize("url", ["http://[/a", "http://x:99999/a", "http://*/a"])
def test_what_is_no_url_is_none_and_is_told(url: str) -> None:
    for text in (blocked("http://localhost:5173", url), f"CORS error\nURL: {url}\n"):
        problem = read_report(text)
        assert problem.url is None
        assert len(problem.of_code("unreadable.url")) == 1
