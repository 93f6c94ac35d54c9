"""Browsers of any origin may send, and read the answer."""

from __future__ import annotations

from typing import Any


def test_a_preflight_is_answered(sender: Any) -> None:
    asked = {
        "Origin": "https://shop.example.com",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-encoding,content-type,x-sentry-auth",
    }
    reply = sender.server.request("OPTIONS", sender.envelopes, headers=asked)
    assert (reply.status, reply.body) == (204, b"")
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "POST" in reply.headers["access-control-allow-methods"]
    allowed = reply.headers["access-control-allow-headers"].lower().replace(" ", "").split(",")
    assert set(asked["Access-Control-Request-Headers"].split(",")) <= set(allowed)
    assert "access-control-allow-credentials" not in reply.headers


def test_answers_and_refusals_may_be_read(sender: Any, event_envelope: Any) -> None:
    for reply in (sender.envelope(event_envelope()), sender.envelope(b"nonsense")):
        assert reply.headers["access-control-allow-origin"] == "*"


def test_webhooks_are_not_for_browsers(sender: Any) -> None:
    assert "access-control-allow-origin" not in sender.github({"action": "opened"}).headers
