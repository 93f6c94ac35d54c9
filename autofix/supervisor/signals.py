"""Signals as something a loop can wait for."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Wake:
    """A descriptor that becomes readable when a signal came, and how often we were asked to stop."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.stops = 0

    def clear(self) -> None:
        """Take the signals that have come off the descriptor."""
        with contextlib.suppress(BlockingIOError):
            while os.read(self.descriptor, 4096):
                pass

    def note(self, number: int, _: FrameType | None) -> None:
        """A signal came."""
        if number in STOPPING:
            self.stops += 1


@contextlib.contextmanager
def caught_signals() -> Iterator[Wake]:
    """Signals that stop us, and the end of a child, wake the loop instead of breaking into it."""
    readable, writable = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    wake = Wake(readable)
    before = {number: signal.signal(number, wake.note) for number in (*STOPPING, signal.SIGCHLD)}
    former = signal.set_wakeup_fd(writable, warn_on_full_buffer=False)
    try:
        yield wake
    finally:
        signal.set_wakeup_fd(former)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(readable)
        os.close(writable)
