from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from autofix.sdk.sandbox import Job, Limits


def living(mark):
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.encode() in entry.read_bytes():
                found.append(int(entry.parent.name))
        except OSError:
            continue
    return [pid for pid in found if pid != os.getpid()]


@pytest.fixture
def mark():
    return f"mark-{uuid.uuid4().hex}"


def daemon(mark):
    return f"setsid sh -c '(sleep 30; :) & sleep 30; : {mark}' >/dev/null 2>&1 &"


def test_what_a_job_leaves_behind_is_ended(any_box, mark):
    assert any_box.run(Job(argv=("sh", "-c", f"{daemon(mark)} exit 0"))).exit_code == 0
    assert living(mark) == []


def test_what_a_job_had_started_when_its_time_was_up_is_ended(any_box, mark):
    outcome = any_box.run(Job(argv=("sh", "-c", f"{daemon(mark)} sleep 20"), limits=Limits(seconds=0.5)))
    assert outcome.ended_by == "time"
    assert living(mark) == []


def test_an_open_output_held_by_a_daemon_does_not_hold_us_up(any_box):
    outcome = any_box.run(Job(argv=("sh", "-c", "setsid sleep 30 & echo done")))
    assert outcome.stdout == b"done\n"
    assert outcome.seconds < 3


@pytest.mark.needs_bwrap
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_a_job_ends_with_the_service(mark, end, open_folder):
    """Interrupted, the service ends the job itself; killed, the kernel does."""
    program = (
        # A shell's background jobs begin with the interrupt ignored, and hand that on.
        "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from autofix.adapters.sandbox.bubblewrap import Bubblewrap\nfrom autofix.sdk.sandbox import Job\n"
        f"Bubblewrap().run(Job(argv=('sh', '-c', 'sleep 30; : {mark}')))"
    )
    env = {**os.environ, "TMPDIR": str(open_folder)}
    service = subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.DEVNULL, env=env)
    until = time.monotonic() + 10
    # The service, bubblewrap and the job; how many carry the mark changes while one becomes the next.
    has_begun = False
    while not has_begun and time.monotonic() < until:
        time.sleep(0.05)
        has_begun = len(living(mark)) >= 3
    assert has_begun
    # bubblewrap ties its first process to itself some milliseconds after it has made it.
    time.sleep(0.5)
    service.send_signal(end)
    service.wait(30)
    until = time.monotonic() + 5
    while living(mark) and time.monotonic() < until:
        time.sleep(0.02)
    assert living(mark) == []
