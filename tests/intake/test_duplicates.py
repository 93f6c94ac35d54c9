"""A delivery is one signal, however often and in whatever order it is sent."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def test_webhooks_sent_five_times_at_once_and_shuffled(sender: Any) -> None:
    sent = [f"delivery-{number}" for number in range(40)] * 5
    random.Random(7).shuffle(sent)

    def send(delivery: str) -> tuple[str, int, bool]:
        reply = sender.github({"action": "opened", "delivery": delivery}, delivery)
        return delivery, reply.status, reply.json["data"]["duplicate"]

    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(send, sent))
    assert {status for _, status, _ in replies} == {202}
    firsts = Counter(delivery for delivery, _, is_duplicate in replies if not is_duplicate)
    assert set(firsts) == set(sent) and set(firsts.values()) == {1}
    stored = sender.signals()
    assert Counter(signal.delivery for signal in stored) == firsts
    assert all(signal.payload["delivery"] == signal.delivery for signal in stored)


def test_envelopes_sent_five_times_at_once_and_shuffled(sender: Any, event_envelope: Any) -> None:
    ids = [uuid.uuid4().hex for _ in range(40)]
    sent = ids * 5
    random.Random(7).shuffle(sent)
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda event_id: sender.envelope(event_envelope(event_id=event_id)), sent))
    assert [reply.json["id"] for reply in replies] == sent
    assert sorted(signal.delivery for signal in sender.signals()) == sorted(ids)


def test_projects_do_not_share_deliveries(sender: Any, make_sender: Any) -> None:
    neighbour = make_sender(sender.server, tenant=sender.tenant, name="neighbour")
    stranger = make_sender(sender.server, name="stranger")
    for each in (sender, neighbour, stranger):
        assert each.github({"action": "opened"}, "the-same").json["data"]["duplicate"] is False
    assert [len(each.signals()) for each in (sender, neighbour, stranger)] == [1, 1, 1]
