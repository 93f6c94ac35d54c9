"""What is no signal belongs to the rest of the service."""

from __future__ import annotations

from typing import Any


def test_everything_else_goes_to_django(sender: Any) -> None:
    reply = sender.server.request("GET", "/admin/login/", headers={"Host": "localhost"})
    assert reply.status == 200
    assert b"<form" in reply.body
    for path in ("/webhook/", f"/webhook/{sender.project}/github/more", "/api/abc/envelope/", "/api/1/envelope/more"):
        assert sender.server.post(path, b"{}", {"Host": "localhost"}).status in (403, 404), path


def test_static_files_are_served(sender: Any) -> None:
    reply = sender.server.request("GET", "/static/admin/css/base.css", headers={"Host": "localhost"})
    assert (reply.status, reply.headers["content-type"]) == (200, "text/css")


def test_a_callers_correlation_is_kept(sender: Any) -> None:
    body = b'{"action": "opened"}'
    for given, is_kept in (("caller-0001", True), ("not a word\u00e9", False)):
        reply = sender.server.post(sender.webhook, body, sender.github_headers(body) | {"X-Correlation-Id": given})
        assert (reply.headers["x-correlation-id"] == given) is is_kept
    assert sender.signals()[0].correlation == "caller-0001"
