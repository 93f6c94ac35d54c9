"""Signals are stored together, and one that cannot be stored does not take the others with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

BAD = b'{"value": 1e-99999}'


def test_a_bad_signal_does_not_fail_those_beside_it(sender: Any, make_sender: Any) -> None:
    other = make_sender(sender.server, name="other")
    bodies = [BAD if number % 10 == 3 else b'{"number": %d}' % number for number in range(100)]
    senders = [sender, other] * 50
    with ThreadPoolExecutor(50) as pool:
        replies = list(pool.map(lambda who, body: (body, who.github(body).status), senders, bodies))
    assert {status for body, status in replies if body == BAD} == {400}
    assert {status for body, status in replies if body != BAD} == {202}
    stored = [signal.payload["number"] for who in (sender, other) for signal in who.signals()]
    assert sorted(stored) == [number for number in range(100) if number % 10 != 3]
