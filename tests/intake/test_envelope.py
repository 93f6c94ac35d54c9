"""Envelopes: the event in them is stored, the rest is left aside, and what is not whole is refused."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest


def test_an_event_is_stored_under_its_id(sender: Any, event_envelope: Any) -> None:
    event_id = uuid.uuid4().hex
    reply = sender.envelope(event_envelope({"message": "It broke"}, event_id))
    assert (reply.status, reply.json) == (200, {"id": event_id})
    (signal,) = sender.signals()
    assert (signal.delivery, signal.payload["message"]) == (event_id, "It broke")


def test_an_item_without_length_ends_with_its_line(sender: Any) -> None:
    event_id = uuid.uuid4().hex
    body = b'{"event_id":"%s"}\n{"type":"event"}\n{"message":"It broke"}' % event_id.encode()
    assert sender.envelope(body).json == {"id": event_id}
    assert sender.signals()[0].payload == {"message": "It broke"}


def test_a_length_may_span_lines(sender: Any) -> None:
    payload = json.dumps({"message": "It broke"}, indent=2).encode()
    body = b'{}\n{"type":"event","length":%d}\n%s\n' % (len(payload), payload)
    reply = sender.envelope(body)
    assert sender.signals()[0].delivery == reply.json["id"]
    assert sender.signals()[0].payload == {"message": "It broke"}


def test_other_items_are_left_aside(sender: Any, event_envelope: Any) -> None:
    body = event_envelope() + b'{"type":"session"}\n{}\n{"type":"attachment","length":3}\n\x00\n\xff\n'
    assert sender.envelope(body).status == 200
    assert sender.envelope(b'{}\n{"type":"transaction"}\n{}\n').json == {}
    assert len(sender.signals()) == 1


def test_the_older_address_takes_an_event_alone(sender: Any) -> None:
    event_id = str(uuid.uuid4())
    path = f"/api/{sender.number}/store/"
    body = json.dumps({"event_id": event_id, "message": "It broke"}).encode()
    reply = sender.server.post(path, body, sender.sdk_headers())
    assert (reply.status, reply.json) == (200, {"id": event_id.replace("-", "")})
    assert sender.signals()[0].payload["message"] == "It broke"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no JSON\n",
        b"[]\n",
        b'{}\n{"type":"event","length":100}\n{"message":"cut"}',
        b'{}\n{"type":"event","length":2}\n{"message":"longer"}\n',
        b'{}\n{"type":"event","length":-1}\n{}\n',
        b'{}\n{"type":"event","length":true}\n{}\n',
        b'{}\n{"length":2}\n{}\n',
        b'{}\n{"type":"event"}\n',
        b'{}\n{"type":"event"}\n[]\n',
        b'{}\n{"type":"event"}\n{"message":"\xff"}\n',
        b'{}\n{"type":"event"}\n{"value":NaN}\n',
        b'{}\n{"type":"event"}\n{}\n{"type":"event"}\n{}\n',
        b'{"event_id":"no id"}\n{"type":"event"}\n{}\n',
        b'{}\n{"type":"event"}\n' + b'{"a":' * 400 + b"1" + b"}" * 400,
    ],
    ids=lambda body: body[:60].decode("latin-1") or "empty",
)
def test_what_is_not_whole_is_refused(sender: Any, event_envelope: Any, body: bytes) -> None:
    reply = sender.envelope(body)
    assert (reply.status, reply.code) == (400, "malformed")
    assert sender.signals() == []
    assert sender.envelope(event_envelope()).status == 200


def test_characters_that_the_database_does_not_hold_do_not_break(sender: Any) -> None:
    body = b'{}\n{"type":"event"}\n{"message":"a\\u0000b","extra":{"half":"\\udc00"}}\n'
    assert sender.envelope(body).status == 200
    assert sender.signals()[0].payload == {"message": "a\u2400b", "extra": {"half": "\ufffd"}}


def test_a_number_that_the_database_does_not_hold_is_refused(sender: Any, event_envelope: Any) -> None:
    reply = sender.envelope(b'{}\n{"type":"event"}\n{"value":1e-99999}\n')
    assert (reply.status, reply.code) == (400, "malformed")
    assert sender.envelope(event_envelope()).status == 200
