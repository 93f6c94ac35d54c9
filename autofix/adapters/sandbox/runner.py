"""Runs a prepared command to its end within a job's limits; every backend shares it.

One thread, one loop: it sends the tree, drains both outputs, watches the
limits, and in the end kills what is left of the job.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from autofix.adapters.sandbox.entry import STARTED
from autofix.sdk.sandbox import Outcome, SandboxError

_CHUNK = 65536
_TICK_SECONDS = 0.05
# How long the outputs may stay open after every process of the job was killed.
_DRAIN_SECONDS = 1.0
_MESSAGE_BYTES = 2000

Process = subprocess.Popen[bytes]
Ceiling = Callable[[], str]


@dataclass(frozen=True)
class Launch:
    """A command line a backend prepared, and how to keep and end what it starts.

    ``tar`` writes the tree, if there is one. ``ceilings`` are asked every tick;
    the name of a limit ends the job. ``started`` is called with the process's
    id once the job's own command is about to run. ``end`` kills whatever lives
    of the job and returns when it is gone; it is called more than once.
    ``None`` for ``seconds`` or ``output_bytes`` means unbounded.
    ``has_shifted_signals`` says that 128 and a signal's number means the signal.
    """

    argv: tuple[str, ...]
    env: Mapping[str, str]
    end: Callable[[Process], None]
    started: Callable[[int], None]
    pass_fds: tuple[int, ...] = ()
    tar: tuple[str, ...] | None = None
    ceilings: Sequence[Ceiling] = ()
    seconds: float | None = None
    output_bytes: int | None = None
    has_shifted_signals: bool = False


@dataclass
class _Capture:
    """What was read of one output stream so far."""

    bound: int | None
    kept: bytearray = field(default_factory=bytearray)
    is_truncated: bool = False

    def add(self, data: bytes) -> None:
        room = len(data) if self.bound is None else max(0, self.bound - len(self.kept))
        self.kept += data[:room]
        self.is_truncated |= room < len(data)


def run_to_end(launch: Launch) -> Outcome:
    """Run ``launch`` and return its outcome; nothing of it lives afterwards.

    Raises ``SandboxError`` when the job's own command was never reached.
    """
    with contextlib.ExitStack() as stack:
        return _Run(launch, stack).run()


class _Run:
    """The state of one run: what is being watched, and what was learnt on the way."""

    def __init__(self, launch: Launch, stack: contextlib.ExitStack) -> None:
        self.launch = launch
        self.stack = stack
        self.begun = time.monotonic()
        self.selector = stack.enter_context(selectors.DefaultSelector())
        self.out = _Capture(launch.output_bytes)
        self.err = _Capture(launch.output_bytes)
        self.open_streams = 0
        self.said = b""
        self.ended_by = ""
        self.is_over = False

    def run(self) -> Outcome:
        ours, theirs = socket.socketpair()
        self.stack.enter_context(ours)
        process = self._spawn(theirs)
        self.stack.callback(_reap, process)
        self.stack.callback(self.launch.end, process)
        self._on_exit(process.pid, self._finish)
        self._on_stream(process.stdout, self.out)
        self._on_stream(process.stderr, self.err)
        self._send_tree(ours)
        self._listen(ours, process)
        self._loop()
        was_cut_short = not self.is_over
        self.launch.end(process)
        exit_code = -signal.SIGKILL if was_cut_short else process.wait()
        self._check_ceilings()
        self._drain()
        if not self.said.startswith(STARTED) and not self.ended_by:
            raise SandboxError(self._why_not_started(exit_code), permanent=False)
        return self._outcome(exit_code)

    def _spawn(self, theirs: socket.socket) -> Process:
        with theirs:
            try:
                return subprocess.Popen(
                    self.launch.argv,
                    stdin=theirs.fileno(),
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    env=dict(self.launch.env),
                    cwd="/",
                    pass_fds=self.launch.pass_fds,
                    start_new_session=True,
                )
            except OSError as error:
                message = f"the sandbox could not be started: {self.launch.argv[0]}: {error.strerror}"
                raise SandboxError(message, permanent=False) from error

    def _on_exit(self, pid: int, react: Callable[[], None]) -> None:
        handle = os.pidfd_open(pid)
        self.stack.callback(os.close, handle)

        def ended() -> None:
            self.selector.unregister(handle)
            react()

        self.selector.register(handle, selectors.EVENT_READ, ended)

    def _finish(self) -> None:
        self.is_over = True

    def _on_stream(self, stream: IO[bytes] | None, capture: _Capture) -> None:
        if stream is None:
            return
        descriptor = os.dup(stream.fileno())
        self.stack.callback(os.close, descriptor)
        self.open_streams += 1

        def read() -> None:
            data = os.read(descriptor, _CHUNK)
            capture.add(data)
            if not data:
                self.selector.unregister(descriptor)
                self.open_streams -= 1

        self.selector.register(descriptor, selectors.EVENT_READ, read)

    def _send_tree(self, ours: socket.socket) -> None:
        if self.launch.tar is None:
            ours.shutdown(socket.SHUT_WR)
            return
        tar = subprocess.Popen(
            self.launch.tar, stdin=subprocess.DEVNULL, stdout=ours.fileno(), stderr=subprocess.DEVNULL
        )
        self.stack.callback(tar.wait)
        self.stack.callback(tar.kill)

        def sent() -> None:
            if tar.wait() and not self.said:
                self.err.add(f"the tree could not be read to its end: {self.launch.tar}".encode())
                self.is_over = True
            with contextlib.suppress(OSError):
                ours.shutdown(socket.SHUT_WR)

        self._on_exit(tar.pid, sent)

    def _listen(self, ours: socket.socket, process: Process) -> None:
        """Wait for the word that the job's own command is about to run."""

        def hear() -> None:
            data = b""
            with contextlib.suppress(ConnectionError):
                data = ours.recv(len(STARTED))
            self.said += data
            if self.said.startswith(STARTED):
                self.launch.started(process.pid)
            if not data or len(self.said) >= len(STARTED):
                self.selector.unregister(ours)

        self.selector.register(ours, selectors.EVENT_READ, hear)

    def _loop(self) -> None:
        next_check = 0.0
        while not self.is_over and not self.ended_by:
            for key, _ in self.selector.select(_TICK_SECONDS):
                key.data()
            now = time.monotonic()
            if now >= next_check:
                self._check_ceilings()
                next_check = now + _TICK_SECONDS
            if not self.is_over and self.launch.seconds is not None and now - self.begun > self.launch.seconds:
                self.ended_by = self.ended_by or "time"

    def _check_ceilings(self) -> None:
        for ceiling in self.launch.ceilings:
            self.ended_by = self.ended_by or ceiling()

    def _drain(self) -> None:
        """Read what the dead processes left in the pipes."""
        deadline = time.monotonic() + _DRAIN_SECONDS
        while self.open_streams and time.monotonic() < deadline:
            for key, _ in self.selector.select(_TICK_SECONDS):
                key.data()

    def _outcome(self, exit_code: int) -> Outcome:
        if self.launch.has_shifted_signals and 128 < exit_code <= 192:
            exit_code = 128 - exit_code
        return Outcome(
            exit_code=exit_code,
            stdout=bytes(self.out.kept),
            stderr=bytes(self.err.kept),
            seconds=time.monotonic() - self.begun,
            ended_by=self.ended_by,
            is_truncated=self.out.is_truncated or self.err.is_truncated,
        )

    def _why_not_started(self, exit_code: int) -> str:
        detail = bytes(self.err.kept[-_MESSAGE_BYTES:]).decode(errors="replace").strip()
        return f"the job was not started (exit code {exit_code}): {detail or 'the sandbox gave no reason'}"


def _reap(process: Process) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
