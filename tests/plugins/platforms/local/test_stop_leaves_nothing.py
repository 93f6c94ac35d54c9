"""Stopping ends all of a release's processes, and nothing else."""

from __future__ import annotations

import pytest

from plugins.platforms.local.processes import marked

STUBBORN = """\
import os, signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
for _ in range(2):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            while True:
                signal.pause()
        os._exit(0)
"""
GENTLE = """\
import os, signal, threading, time
def end(*_):
    time.sleep(0.5)
    print("ended gently", flush=True)
    os._exit(0)
signal.signal(signal.SIGTERM, end)
"""


def test_daemons_and_those_that_ignore_the_signal_are_ended(
    any_isolation, start_keeper, platform, target, run_release, make_artifact, folder
):
    start_keeper("--isolation", any_isolation)
    program = STUBBORN + make_artifact().folder.joinpath("server.py").read_text()
    run_release("one", program=program)
    run_release("two")
    assert len(marked(f"{folder}/prj_one/production/one")) > 3

    platform.stop(target, "one", 30)

    assert not marked(f"{folder}/prj_one/production/one")
    assert marked(f"{folder}/prj_one/production/two")


@pytest.mark.parametrize(
    "command", ["exec python3 server.py", "python3 server.py; true", "sh -c 'python3 server.py; true'; true"]
)
def test_a_server_is_asked_to_end_first(
    any_isolation, start_keeper, platform, target, run_release, make_artifact, command
):
    """It takes half a second over it; a shell above it would end at once, and the sandbox with the shell."""
    start_keeper("--isolation", any_isolation)
    program = GENTLE + make_artifact().folder.joinpath("server.py").read_text()
    run_release("one", program=program, command=command)
    platform.stop(target, "one", 30)
    assert "ended gently" in platform.releases(target)[0].log
