"""Whatever was answered with success is in the table, even when the process is killed in the middle."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import json
import threading
import time
from typing import Any


def test_nothing_accepted_is_lost(start_server: Any, make_sender: Any) -> None:
    with start_server() as server:
        sender = make_sender(server)
        accepted: list[str] = []
        numbers = itertools.count()
        threads = [threading.Thread(target=_send_until_it_ends, args=(sender, accepted, numbers)) for _ in range(8)]
        for thread in threads:
            thread.start()
        while len(accepted) < 300:
            time.sleep(0.01)
        server.kill()
        for thread in threads:
            thread.join()
    stored = [signal.delivery for signal in sender.signals()]
    assert len(accepted) >= 300
    assert set(accepted) <= set(stored)
    assert len(stored) == len(set(stored))
    # Each thread had one request under way, which may have been stored and not answered any more.
    assert len(stored) <= len(accepted) + len(threads)
    with start_server() as server:
        again = sender.__class__(**{**sender.__dict__, "server": server})
        assert again.github({"action": "opened"}, accepted[0]).json["data"]["duplicate"] is True


def _send_until_it_ends(sender: Any, accepted: list[str], numbers: Any) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", sender.server.port, timeout=20)
    with contextlib.suppress(OSError, http.client.HTTPException):
        while True:
            delivery = f"delivery-{next(numbers)}"
            body = json.dumps({"action": "opened"}).encode()
            connection.request("POST", sender.webhook, body, sender.github_headers(body, delivery))
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 202
            accepted.append(delivery)
