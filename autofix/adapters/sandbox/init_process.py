"""Follows the first process of a job's process namespace, whose end is the end of them all."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess

from autofix.sdk.sandbox import SandboxError

_END_SECONDS = 5.0


class InitProcess:
    """The process bubblewrap names on its ``--info-fd``.

    The kernel lets go of a namespace's first process only after every other
    process in it is dead, so waiting for that one is waiting for the job.
    ``reading`` and ``info`` are the two ends of the pipe it is named on.
    """

    def __init__(self, reading: int, info: int) -> None:
        os.set_blocking(reading, False)
        self.info = info
        self._reading = reading
        self._text = b""
        self._handle: int | None = None
        self.pid: int | None = None

    def learn(self) -> int | None:
        """Read what bubblewrap has written so far; return the process's id once it is known."""
        if self.pid is not None:
            return self.pid
        with contextlib.suppress(BlockingIOError):
            while data := os.read(self._reading, 4096):
                self._text += data
        with contextlib.suppress(ValueError, KeyError):
            self.pid = int(json.loads(self._text)["child-pid"])
            with contextlib.suppress(ProcessLookupError):
                self._handle = os.pidfd_open(self.pid)
        return self.pid

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """Kill bubblewrap and, with it, the namespace; return when all of it is gone.

        Raises ``SandboxError`` when the kernel does not end them in time.
        """
        self.learn()
        process.kill()
        process.wait()
        if self._handle is None:
            return
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        gone, _, _ = select.select([self._handle], [], [], _END_SECONDS)
        if not gone:
            raise SandboxError(
                f"processes of a job still live {_END_SECONDS:.0f} s after they were killed (first process "
                f"{self.pid}); they hang in the kernel, see their state in /proc/{self.pid}/stack",
                permanent=False,
            )

    def close(self) -> None:
        """Let go of the process's handle."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
