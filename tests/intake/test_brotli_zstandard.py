"""The compressions of newer SDKs."""

from __future__ import annotations

from typing import Any

import brotli
import pytest
import zstandard

MIB = 1024 * 1024


@pytest.fixture(params=["br", "zstd"])
def encoding(request: pytest.FixtureRequest) -> str:
    """The name of a compression."""
    return str(request.param)


@pytest.fixture
def compress(encoding: str) -> Any:
    """What an SDK compresses with."""
    if encoding == "br":
        return brotli.compress
    return zstandard.ZstdCompressor().compress


def test_is_undone(sender: Any, event_envelope: Any, encoding: str, compress: Any) -> None:
    reply = sender.envelope(compress(event_envelope()), **{"Content-Encoding": encoding})
    assert reply.status == 200
    assert sender.signals()[0].payload["message"] == "Something broke"


def test_a_bomb_is_refused(sender: Any, event_envelope: Any, encoding: str, compress: Any) -> None:
    bomb = compress(event_envelope({"message": "m" * (101 * MIB)}))
    reply = sender.envelope(bomb, **{"Content-Encoding": encoding})
    assert (reply.status, reply.code) == (413, "too_large")
    assert sender.envelope(compress(event_envelope()), **{"Content-Encoding": encoding}).status == 200


def test_what_is_broken_is_refused(sender: Any, event_envelope: Any, encoding: str, compress: Any) -> None:
    whole = compress(event_envelope())
    for body in (b"neither of them", whole[:-1], whole[:-8], whole + b"and more", b""):
        reply = sender.envelope(body, **{"Content-Encoding": encoding})
        assert (reply.status, reply.code) == (400, "malformed"), body
    assert sender.signals() == []
    assert sender.envelope(whole, **{"Content-Encoding": encoding}).status == 200
