"""Whoever digests is woken, with fewer messages than there are signals."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import redis

from autofix.intake.nudging import PAUSE_SECONDS

Messages = Callable[[], list[tuple[str, list[str]]]]


@pytest.fixture
def messages(redis_url: str) -> Messages:
    """Digestion's messages on the broker, as soon as there is one, each as its task and arguments."""

    def read() -> list[tuple[str, list[str]]]:
        with redis.Redis.from_url(redis_url) as client:
            for _ in range(100):
                raw = [json.loads(message) for message in client.lrange("autofix", 0, -1)]
                # A new project makes a job of its own, which is none of this.
                if found := [message for message in raw if message["headers"]["task"].startswith("autofix.digest")]:
                    break
                time.sleep(0.05)
        return [(message["headers"]["task"], json.loads(base64.b64decode(message["body"]))[0]) for message in found]

    return read


def test_a_tenant_is_named(sender: Any, messages: Messages) -> None:
    assert sender.github({"action": "opened"}, "one").status == 202
    assert ("autofix.digest", [sender.tenant]) in messages()


def test_a_burst_is_few_messages(sender: Any, messages: Messages) -> None:
    begun = time.monotonic()
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda number: sender.github({"action": "opened"}, f"d{number}"), range(400)))
    assert {reply.status for reply in replies} == {202}
    count = [name for name, _ in messages()].count("autofix.digest")
    assert 0 < count <= (time.monotonic() - begun) / PAUSE_SECONDS + 1


def test_what_was_there_already_wakes_nobody(sender: Any, messages: Messages, redis_url: str) -> None:
    sender.github({"action": "opened"}, "one")
    assert messages()
    time.sleep(0.5)
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    assert sender.github({"action": "opened"}, "one").json["data"]["duplicate"] is True
    assert sender.github({"action": "opened"}, "two").json["data"]["duplicate"] is False
    assert len(messages()) == 1
