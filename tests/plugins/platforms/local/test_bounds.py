"""The limits that a server runs under."""

from __future__ import annotations

import contextlib

from autofix.sdk.platform import PlatformError
from plugins.platforms.local.layout import LOG_BYTES


def test_its_log_is_bounded_and_keeps_the_end(
    start_keeper, platform, target, run_release, make_artifact, folder, wait_for
):
    start_keeper()
    flood = "import sys\nsys.stdout.write('0123456789abcdef' * 300_000 + 'the end\\n')\n"
    run_release("one", program=flood + make_artifact().folder.joinpath("server.py").read_text())
    wait_for(lambda: platform.releases(target)[0].log.endswith("the end\nserving one\n"))
    logs = folder / "prj_one/production/logs"
    assert sum(path.stat().st_size for path in logs.iterdir()) <= 2 * LOG_BYTES
    assert sorted(path.name for path in logs.iterdir()) == ["one.log", "one.log.1"]


def test_processes_files_and_privileges_are_bounded(start_keeper, target, run_release, ask_shell, strong_isolation):
    start_keeper("--isolation", strong_isolation)
    run_release("one")
    limits = ask_shell(target, "cat /proc/self/limits")
    bounded = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()[1:]}
    assert bounded["Max processes"] == "256"
    assert bounded["Max open files"] == "4096"
    assert bounded["Max core file size"] == "0"
    assert bounded["Max data size"] == str(2 * 1024**3)
    status = ask_shell(target, "cat /proc/self/status")
    assert "NoNewPrivs:\t1" in status
    assert "CapEff:\t0000000000000000" in status
    made = ask_shell(target, "i=0; while [ $i -lt 400 ]; do sleep 5 & i=$((i+1)); done; wait")
    assert "Cannot fork" in made or "Resource temporarily unavailable" in made


def test_memory_of_all_its_processes_together_is_bounded(
    start_keeper, platform, target, run_release, get, folder, wait_for, make_artifact
):
    start_keeper()
    eater = """
import os
for _ in range(4):
    if os.fork() == 0:
        held = bytearray(os.urandom(1024)) * (300 * 1024)
        import time; time.sleep(1000)
"""
    program = eater + make_artifact().folder.joinpath("server.py").read_text()
    platform.place(target, "one", make_artifact(program=program))
    with contextlib.suppress(PlatformError):
        platform.start(target, "one", 30)
    wait_for(lambda: "used more than 1024 MiB of memory" in platform.releases(target)[0].log)
