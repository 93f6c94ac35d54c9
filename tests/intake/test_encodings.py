"""Compressed bodies are read, bombs are not, and what is broken is refused with its reason."""

from __future__ import annotations

import gzip
import zlib
from typing import Any

import pytest

MIB = 1024 * 1024


def _raw_deflate(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(body) + stream.flush()


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [
        ("gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("gzip", lambda body: gzip.compress(body[:20]) + gzip.compress(body[20:])),
        ("deflate", zlib.compress),
        ("deflate", _raw_deflate),
        ("identity", bytes),
    ],
    ids=["gzip", "upper case", "two members", "zlib", "raw deflate", "identity"],
)
def test_is_undone(sender: Any, event_envelope: Any, encoding: str, compress: Any) -> None:
    reply = sender.envelope(compress(event_envelope()), **{"Content-Encoding": encoding})
    assert reply.status == 200
    assert sender.signals()[0].payload["message"] == "Something broke"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_refused(sender: Any, event_envelope: Any, encoding: str) -> None:
    compress = gzip.compress if encoding == "gzip" else zlib.compress
    largest = event_envelope({"message": "m" * (MIB - 1000)})
    bomb = event_envelope({"message": "m" * (101 * MIB)})
    assert sender.envelope(compress(largest), **{"Content-Encoding": encoding}).status == 200
    reply = sender.envelope(compress(bomb), **{"Content-Encoding": encoding})
    assert (reply.status, reply.code) == (413, "too_large")
    assert len(sender.signals()) == 1
    sender.assert_alive()


def test_a_bomb_of_someone_without_a_key_stays_small(sender: Any, event_envelope: Any) -> None:
    dsn = f"http://{sender.key}@localhost/{sender.number}"
    bomb = gzip.compress(event_envelope({"message": "m" * (2 * MIB)}, dsn=dsn))
    reply = sender.server.post(sender.envelopes, bomb, {"Content-Encoding": "gzip"})
    assert (reply.status, reply.code) == (413, "too_large")
    fitting = gzip.compress(event_envelope(dsn=dsn))
    assert sender.server.post(sender.envelopes, fitting, {"Content-Encoding": "gzip"}).status == 200


def test_a_bomb_in_a_webhook_is_refused(sender: Any) -> None:
    bomb = gzip.compress(b'{"a": "' + b"m" * (30 * MIB) + b'"}')
    fitting = gzip.compress(b'{"a": "' + b"m" * MIB + b'"}')
    replies = [
        sender.server.post(sender.webhook, body, sender.github_headers(body) | {"Content-Encoding": "gzip"})
        for body in (bomb, fitting)
    ]
    assert [reply.status for reply in replies] == [413, 202]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", b"no gzip at all"),
        ("gzip", b""),
        ("gzip", gzip.compress(b"{}\n")[:-8]),
        ("gzip", gzip.compress(b"{}\n") + b"and more"),
        ("gzip", gzip.compress(b"{}\n") + gzip.compress(b"\n") * 5000),
        ("deflate", b"\x78\x9c and no zlib"),
        ("deflate", zlib.compress(b"{}\n") + b"and more"),
    ],
    ids=["not gzip", "empty", "cut", "goes on", "many members", "not zlib", "zlib goes on"],
)
def test_what_is_broken_is_refused(sender: Any, event_envelope: Any, encoding: str, body: bytes) -> None:
    reply = sender.envelope(body, **{"Content-Encoding": encoding})
    assert (reply.status, reply.code) == (400, "malformed")
    whole = gzip.compress(event_envelope())
    assert sender.envelope(whole, **{"Content-Encoding": "gzip"}).status == 200
    assert len(sender.signals()) == 1


@pytest.mark.parametrize("encoding", ["compress", "gzip, gzip", "gzip,deflate", "gzip;q=1", "x" * 200])
def test_what_is_not_understood_is_refused(sender: Any, event_envelope: Any, encoding: str) -> None:
    body = gzip.compress(gzip.compress(event_envelope()))
    reply = sender.envelope(body, **{"Content-Encoding": encoding})
    assert (reply.status, reply.code) == (415, "unsupported_encoding")
    assert "gzip" in reply.json["error"]["message"]
    assert sender.signals() == []
