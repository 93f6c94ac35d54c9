"""A webhook of GitHub is stored once, whatever its kind, at both addresses."""

from __future__ import annotations

import json
import urllib.parse
import uuid
from typing import Any

ISSUE = {"action": "opened", "issue": {"number": 7, "title": "CORS error"}}


def test_is_stored_as_it_came(sender: Any) -> None:
    reply = sender.github(ISSUE, "delivery-1")
    assert reply.status == 202
    (signal,) = sender.signals()
    assert reply.json == {"success": True, "data": {"signal": signal.id, "duplicate": False}}
    assert (signal.source, signal.kind, signal.delivery, signal.payload) == ("github", "issues", "delivery-1", ISSUE)
    assert signal.correlation == reply.headers["x-correlation-id"]


def test_the_address_below_the_api_is_the_same(sender: Any) -> None:
    body = json.dumps(ISSUE).encode()
    reply = sender.server.post(
        f"/api/v1/projects/{sender.project}/webhook/github", body, sender.github_headers(body, "one")
    )
    assert reply.status == 202
    again = sender.github(body, "one")
    assert again.json["data"] == {"signal": None, "duplicate": True}
    assert len(sender.signals()) == 1


def test_every_kind_of_event_is_recorded(sender: Any) -> None:
    for kind in ("ping", "push", "workflow_job", "something_new"):
        assert sender.github({"zen": "Design for failure."}, kind=kind).status == 202
    assert [signal.kind for signal in sender.signals()] == ["ping", "push", "workflow_job", "something_new"]


def test_a_form_is_read(sender: Any) -> None:
    body = urllib.parse.urlencode({"payload": json.dumps(ISSUE)}).encode()
    headers = sender.github_headers(body) | {"Content-Type": "application/x-www-form-urlencoded"}
    assert sender.server.post(sender.webhook, body, headers).status == 202
    assert sender.signals()[0].payload == ISSUE


def test_a_form_without_payload_is_refused(sender: Any) -> None:
    body = b"other=1"
    headers = sender.github_headers(body) | {"Content-Type": "application/x-www-form-urlencoded"}
    reply = sender.server.post(sender.webhook, body, headers)
    assert (reply.status, reply.code) == (400, "malformed")


def test_characters_that_the_database_does_not_hold_do_not_break(sender: Any) -> None:
    body = b'{"action": "opened", "issue": {"number": 1, "title": "a\\u0000b \\ud83d cut", "\\u0000": "kept"}}'
    assert sender.github(body).status == 202
    issue = sender.signals()[0].payload["issue"]
    assert issue == {"number": 1, "title": "a\u2400b \ufffd cut", "\u2400": "kept"}


def test_an_escaped_backslash_before_u0000_is_no_such_character(sender: Any) -> None:
    body = json.dumps({"path": "C:\\u0000"}).encode()
    assert sender.github(body).status == 202
    assert sender.signals()[0].payload == {"path": "C:\\u0000"}


def test_headers_are_required_once_the_signature_fits(sender: Any) -> None:
    body = json.dumps(ISSUE).encode()
    whole = sender.github_headers(body, str(uuid.uuid4()))
    for missing in ("X-GitHub-Delivery", "X-GitHub-Event"):
        reply = sender.server.post(sender.webhook, body, {k: v for k, v in whole.items() if k != missing})
        assert (reply.status, reply.code) == (400, "malformed")
        assert missing in reply.json["error"]["message"]
    assert sender.signals() == []
    assert sender.server.post(sender.webhook, body, whole).status == 202


def test_other_methods_are_told_what_is_allowed(sender: Any) -> None:
    for method in ("GET", "PUT", "DELETE", "OPTIONS"):
        reply = sender.server.request(method, sender.webhook)
        assert (reply.status, reply.code, reply.headers["allow"]) == (405, "method_not_allowed", "POST")
