"""Requests are read from what clients, servers and tests print of them."""

from __future__ import annotations

import pytest

from autofix.engine.report import read_report
from plugins.api.report import read_api

CASES = {
    "ofetch": ('FetchError: [GET] "/api/menus": 404 Page not found: /api/menus', ("not_found", "GET", "/api/menus")),
    "superagent": ("Error: cannot GET http://localhost:3000/api/loans (404)", ("not_found", "GET", "/api/loans")),
    "angular": (
        "Http failure response for http://localhost:8000/api/trips/: 404 Not Found",
        ("not_found", "", "/api/trips/"),
    ),
    "a line in JSON": (
        '{"level":30,"req":{"method":"POST","url":"/api/notes","host":"x"},"res":{"statusCode":404}}',
        ("not_found", "POST", "/api/notes"),
    ),
    "django's refusal, with a query": (
        "RuntimeError: You called this URL via DELETE, but the URL doesn't end in a slash and you have APPEND_SLASH set. "
        "Django can't redirect to the slash URL while maintaining DELETE data. Change your form to point to "
        "localhost:8000/api/post/7/?user-id=4 (note the trailing slash)",
        ("slash", "DELETE", "/api/post/7"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_request_is_read(name: str) -> None:
    text, wanted = CASES[name]
    request = read_api(read_report(text)).requests[0]
    assert (request.kind, request.method, request.path) == wanted
