"""A body that trickles in is given up, and many at once are bounded together."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from autofix.intake import body
from autofix.intake.errors import Busy, TooSlow
from autofix.intake.memory import Memory

WHOLE = {"type": "http.request", "body": b"whole", "more_body": False}


def _read(memory: Memory, receive: Any) -> bytes:
    with memory.hold() as hold:
        return asyncio.run(body.read_body(receive, hold, limit=1000, declared=b""))


def test_a_trickle_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "READ_SECONDS", 0.2)

    async def trickle() -> MutableMapping[str, Any]:
        await asyncio.sleep(0.05)
        return {"type": "http.request", "body": b"a", "more_body": True}

    with pytest.raises(TooSlow):
        _read(Memory(), trickle)

    async def at_once() -> MutableMapping[str, Any]:
        return dict(WHOLE)

    assert _read(Memory(), at_once) == b"whole"


def test_all_bodies_together_are_bounded() -> None:
    async def at_once() -> MutableMapping[str, Any]:
        return dict(WHOLE)

    memory = Memory(limit=12)
    with memory.hold() as first:
        first.add(8)
        with pytest.raises(Busy):
            _read(memory, at_once)
    for _ in range(10):
        assert _read(memory, at_once) == b"whole"
