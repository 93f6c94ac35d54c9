"""Starting a process that does not outlive us, and ending it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

from autofix.adapters.embedded.launch import Launch

_SCRIPT = Path(__file__).with_name("tether.py")


def tethered_argv(launch: Launch, parent: int) -> tuple[str, ...]:
    """The command line that runs ``launch`` tied to the life of process ``parent``."""
    user = "-" if launch.user is None else str(launch.user)
    name, *arguments = launch.argv
    program = shutil.which(name, path=launch.environment.get("PATH")) or name
    script = (sys.executable, "-I", "-S", str(_SCRIPT))
    return (*script, str(parent), str(int(launch.death_signal)), user, program, *arguments)


def start_tethered(launch: Launch, output: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """Start ``launch`` in a session of its own, both its outputs going to ``output``.

    Call it from the main thread: the kernel counts the end of the thread that
    started a process as its parent's end.
    """
    return subprocess.Popen(
        tethered_argv(launch, os.getpid()),
        env=dict(launch.environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        pass_fds=launch.inherited,
    )


def stop_tethered(process: subprocess.Popen[bytes], launch: Launch, seconds: float) -> None:
    """Ask ``process`` to end; after ``seconds`` it is made to, with all of its session."""
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(launch.stop_signal)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
