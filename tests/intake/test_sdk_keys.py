"""A key may send to its own project, from any place that SDKs put it in, and to no other."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def other(sender: Any, make_sender: Any) -> Any:
    """A project of another tenant."""
    return make_sender(sender.server, name="other")


def test_the_key_may_stand_in_the_address(sender: Any, event_envelope: Any) -> None:
    path = f"{sender.envelopes}?sentry_version=7&sentry_key={sender.key}"
    assert sender.server.post(path, event_envelope()).status == 200


def test_the_key_may_stand_in_the_envelope(sender: Any, event_envelope: Any) -> None:
    body = event_envelope(dsn=f"http://{sender.key}@localhost/{sender.number}")
    assert sender.server.post(sender.envelopes, body).status == 200
    assert len(sender.signals()) == 1


def test_another_projects_number_is_refused(sender: Any, other: Any, event_envelope: Any) -> None:
    body = event_envelope()
    for path in (other.envelopes, f"/api/{other.number}/store/"):
        reply = sender.server.post(path, body, sender.sdk_headers())
        assert (reply.status, reply.code) == (403, "forbidden")
    assert other.signals() == sender.signals() == []
    assert sender.envelope(body).status == other.envelope(body).status == 200
    assert len(other.signals()) == len(sender.signals()) == 1


def test_an_envelope_of_another_project_is_refused(sender: Any, other: Any, event_envelope: Any) -> None:
    body = event_envelope(dsn=f"http://{other.key}@localhost/{other.number}")
    assert sender.envelope(body).status == 403
    assert sender.server.post(sender.envelopes, body).status == 403
    assert sender.signals() == other.signals() == []


def test_unknown_keys_and_none_are_refused(sender: Any, event_envelope: Any) -> None:
    for key in ("0" * 32, "nonsense", sender.key.upper()):
        reply = sender.server.post(f"{sender.envelopes}?sentry_key={key}", event_envelope())
        assert (reply.status, reply.code) == (403, "forbidden")
    for path in (sender.envelopes, f"/api/{sender.number}/store/"):
        reply = sender.server.post(path, event_envelope())
        assert (reply.status, reply.code) == (401, "unauthorized")
    assert sender.signals() == []


def test_a_key_cannot_read(sender: Any) -> None:
    reply = sender.server.request("GET", sender.envelopes, headers=sender.sdk_headers())
    assert (reply.status, reply.headers["allow"]) == (405, "POST, OPTIONS")
