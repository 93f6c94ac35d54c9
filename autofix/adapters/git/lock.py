"""One caller at a time in a folder, also when a caller is killed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from autofix.adapters.git.command import GitError

PAUSE_SECONDS = 0.05


class FolderLock:
    """A file lock (flock) that threads and processes wait for; its holder may take it again.

    git processes inherit the open file: when their caller is killed, the lock is
    held until the last of them has ended too.
    """

    def __init__(self, file: Path, seconds: float) -> None:
        """``seconds`` bounds the waiting for it."""
        self._file = file
        self._seconds = seconds
        self._threads = threading.RLock()
        self._depth = 0
        self._descriptor = -1
        self._owner = 0

    @property
    def inherited(self) -> tuple[int, ...]:
        """The open file for git to inherit: none where the calling thread does not hold the lock."""
        return (self._descriptor,) if self._owner == threading.get_ident() else ()

    @contextlib.contextmanager
    def held(self) -> Iterator[bool]:
        """Hold the lock; answers whether it is newly taken. Raises ``GitError`` when others keep it too long."""
        if not self._threads.acquire(timeout=self._seconds):
            raise self._in_use()
        try:
            if not self._depth:
                self._descriptor = self._take()
                self._owner = threading.get_ident()
            self._depth += 1
            try:
                yield self._depth == 1
            finally:
                self._depth -= 1
                if not self._depth:
                    self._owner = 0
                    os.close(self._descriptor)
        finally:
            self._threads.release()

    def _take(self) -> int:
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        until = time.monotonic() + self._seconds
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return descriptor
            except BlockingIOError:
                if time.monotonic() > until:
                    os.close(descriptor)
                    raise self._in_use() from None
                time.sleep(PAUSE_SECONDS)

    def _in_use(self) -> GitError:
        return GitError(f"{self._file.parent} was in use for {self._seconds:g} s; try again later", permanent=False)
