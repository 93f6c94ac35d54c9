"""The real SDK for Python gets through with nothing but its DSN."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

PROGRAM = """
import sys, sentry_sdk
sentry_sdk.init(sys.argv[1], release="shop@1", traces_sample_rate=1.0)
try:
    {}["price"]
except KeyError:
    print(sentry_sdk.capture_exception())
print(sentry_sdk.capture_message("stock is low", level="warning"))
with sentry_sdk.start_transaction(name="checkout"):
    pass
sentry_sdk.flush(10)
"""


def test_an_exception_and_a_message_arrive(sender: Any) -> None:
    dsn = f"http://{sender.key}@127.0.0.1:{sender.server.port}/{sender.number}"
    ran = subprocess.run([sys.executable, "-c", PROGRAM, dsn], capture_output=True, text=True, timeout=60, check=True)
    ids = ran.stdout.split()
    signals = sender.signals()
    assert [signal.delivery for signal in signals] == ids
    assert [(signal.source, signal.kind) for signal in signals] == [("sdk", "event")] * 2
    assert signals[0].payload["exception"]["values"][0]["type"] == "KeyError"
    assert signals[0].payload["release"] == "shop@1"
    assert signals[1].payload["message"] == "stock is low"


def test_a_key_of_nobody_gets_nothing_through(sender: Any) -> None:
    dsn = f"http://{'0' * 32}@127.0.0.1:{sender.server.port}/{sender.number}"
    subprocess.run([sys.executable, "-c", PROGRAM, dsn], capture_output=True, timeout=60, check=True)
    assert sender.signals() == []
