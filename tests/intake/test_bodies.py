"""Bodies arrive whole however they are framed; what is too large, or breaks off, is not stored."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import Any

MIB = 1024 * 1024


def _head(sender: Any, *lines: str) -> bytes:
    head = f"POST {sender.envelopes}?sentry_key={sender.key} HTTP/1.1\r\nHost: localhost\r\n"
    return (head + "".join(f"{line}\r\n" for line in lines) + "\r\n").encode()


def _chunk(part: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(part), part)


def test_chunks_arrive_whole(sender: Any, event_envelope: Any) -> None:
    body = event_envelope({"message": "m" * 100_000})
    chunks = [_chunk(body[start : start + 777]) for start in range(0, len(body), 777)]
    reply = sender.server.raw(_head(sender, "Transfer-Encoding: chunked"), *chunks, b"0\r\n\r\n")
    assert reply.status == 200
    assert sender.signals()[0].payload["message"] == "m" * 100_000


def test_chunks_of_a_webhook_arrive_whole(sender: Any) -> None:
    body = b'{"action": "opened", "issue": {"number": 1, "title": "' + b"t" * 50_000 + b'"}}'
    reply = sender.server.post(sender.webhook, iter([body[:10], body[10:]]), sender.github_headers(body))
    assert reply.status == 202
    assert len(sender.signals()[0].payload["issue"]["title"]) == 50_000


def test_a_declared_size_over_the_limit_is_refused_before_it_is_read(sender: Any, event_envelope: Any) -> None:
    reply = sender.server.raw(_head(sender, f"Content-Length: {21 * MIB}"))
    assert (reply.status, reply.code) == (413, "too_large")
    assert reply.json["error"]["details"] == {"limit": 20 * MIB}
    assert sender.envelope(event_envelope()).status == 200


def test_chunks_over_the_limit_are_refused(sender: Any, event_envelope: Any) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(20):
            yield _chunk(b"m" * MIB)
        yield _chunk(b"m")

    reply = sender.server.raw(_head(sender, "Transfer-Encoding: chunked"), *chunks())
    assert (reply.status, reply.code) == (413, "too_large")
    assert sender.signals() == []
    assert sender.envelope(event_envelope()).status == 200


def test_an_event_over_its_limit_is_refused(sender: Any, event_envelope: Any) -> None:
    reply = sender.envelope(event_envelope({"message": "m" * MIB}))
    assert (reply.status, reply.code) == (413, "too_large")
    assert sender.envelope(event_envelope({"message": "m" * (MIB - 1000)})).status == 200
    assert len(sender.signals()) == 1


def test_a_webhook_over_its_limit_is_refused(sender: Any) -> None:
    head = f"POST {sender.webhook} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {25 * MIB + 1}\r\n\r\n"
    reply = sender.server.raw(head.encode())
    assert (reply.status, reply.code) == (413, "too_large")
    body = b'{"a": "' + b"m" * (20 * MIB) + b'"}'
    assert sender.github(body).status == 202
    assert len(sender.signals()[0].payload["a"]) == 20 * MIB


def test_a_sender_that_goes_away_leaves_nothing(sender: Any, event_envelope: Any) -> None:
    body = event_envelope()
    for head, part in (
        (_head(sender, f"Content-Length: {len(body) + 1}"), body),
        (_head(sender, "Transfer-Encoding: chunked"), _chunk(body)),
    ):
        with socket.create_connection(("127.0.0.1", sender.server.port)) as line:
            line.sendall(head + part)
            time.sleep(0.2)
    sender.assert_alive()
    assert [signal.source for signal in sender.signals()] == ["github"]
    assert sender.server.raw(_head(sender, f"Content-Length: {len(body)}"), body).status == 200
