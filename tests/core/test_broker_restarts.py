"""A process that sent to a broker goes on while it is away, and sends to the one that comes back."""

import os
import tempfile
from pathlib import Path

import pytest

from autofix.adapters.embedded import Redis

SCRIPT = """
    import sys
    from autofix.core.nudges import MOST_WAITING, nudge_job, room

    for line in sys.stdin:
        left = room()
        nudge_job("job_1")
        print("away" if not left else "there" if room() == left - 1 else "lost", flush=True)
"""


@pytest.fixture
def folder():
    """Other users may pass through it, for the server may be one; pytest's own is closed."""
    with tempfile.TemporaryDirectory(prefix="autofix-broker-", dir="/tmp") as made:
        os.chmod(made, 0o711)
        yield Path(made) / "redis"


def test_it_goes_on(folder, database, start_process):
    server = Redis(folder)
    server.prepare()
    process = start_process(SCRIPT, REDIS_URL=server.url)

    def ask():
        process.stdin.write("\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    assert ask() == "away"
    with Redis.running(folder):
        assert ask() == "there"
    assert (ask(), ask()) == ("away", "away")
    with Redis.running(folder):
        assert ask() == "there"
