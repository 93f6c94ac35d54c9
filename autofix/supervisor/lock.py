"""One supervisor for one data folder: a lock that ends with its holder, however that ends."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Holder:
    """Who runs the service on a data folder: a process, its start in seconds since the epoch, its address."""

    pid: int
    since: float
    address: str

    def __str__(self) -> str:
        since = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(self.since))
        return f"process {self.pid} since {since}, at {self.address}"


class IsHeld(Exception):
    """Another supervisor runs on the folder; ``holder`` is None when it has not yet said who it is."""

    def __init__(self, folder: Path, holder: Holder | None) -> None:
        super().__init__(f"AutoFix runs on {folder} already: {holder or 'it is just being started'}")
        self.holder = holder


class Lock:
    """A folder that is held."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def introduce(self, holder: Holder) -> None:
        """Let others read who we are."""
        self.clear()
        os.pwrite(self._descriptor, json.dumps(asdict(holder)).encode(), 0)

    def clear(self) -> None:
        """Take back what we, or one that crashed, have said."""
        os.ftruncate(self._descriptor, 0)


@contextlib.contextmanager
def hold(folder: Path) -> Iterator[Lock]:
    """Hold ``folder`` for as long as the block lasts; raises ``IsHeld``.

    The file stays when the lock is let go: removing it would let two processes
    hold two files of one name.
    """
    descriptor = os.open(folder / "up.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IsHeld(folder, read_holder(folder)) from None
        lock = Lock(descriptor)
        lock.clear()
        try:
            yield lock
        finally:
            lock.clear()
    finally:
        os.close(descriptor)


def read_holder(folder: Path) -> Holder | None:
    """Who wrote itself into the lock last."""
    try:
        said = json.loads((folder / "up.lock").read_text())
        return Holder(int(said["pid"]), float(said["since"]), str(said["address"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
