"""A lock between taking a job and killing those that have one.

A third kill between two checkpoints sets a job aside. Whoever kills more than itself looks first which jobs are
held, and none may be taken between the look and the kill. The kernel lets go of the lock of whoever dies.

Nobody waits for long: a worker that is about to be killed may have a transaction open that the others wait for.
Where the lock is not had in time, a job is taken all the same, and only the killer itself dies.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE, PAUSE = 2.0, 0.02


@contextlib.contextmanager
def claiming(folder: Path) -> Iterator[None]:
    """Take a job; many may at once."""
    descriptor = _locked(folder, fcntl.LOCK_SH)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


@contextlib.contextmanager
def no_claims(folder: Path) -> Iterator[bool]:
    """Nobody takes a job for as long as the block lasts; false when that could not be had."""
    descriptor = hold_claims(folder)
    try:
        yield descriptor is not None
    finally:
        if descriptor is not None:
            os.close(descriptor)


def hold_claims(folder: Path) -> int | None:
    """Nobody takes a job until the answered descriptor is closed, or we are dead; None when it could not be had."""
    return _locked(folder, fcntl.LOCK_EX)


def _locked(folder: Path, how: int) -> int | None:
    descriptor = os.open(folder / "claims.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                os.close(descriptor)
                return None
            time.sleep(PAUSE)
        else:
            return descriptor
