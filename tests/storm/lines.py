"""What the storm's processes write down, one line of JSON each; a line outlives the process that wrote it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

KILLED, CLAIMED, REFUSED, STOPPED, PAUSED = "killed", "claimed", "refused", "stopped", "paused"


@dataclass(frozen=True)
class Line:
    """One thing that happened.

    ``what`` is ``killed`` (at the point ``name``), ``claimed`` (a job of the kind ``name``), ``refused`` (a write
    that came too late), ``stopped`` (work that heard between two writes that it was taken over) or ``paused``.
    ``at`` is in seconds since the epoch.
    """

    what: str
    name: str
    pid: int
    job: str
    fence: int
    at: float


def write_line(folder: Path, what: str, name: str, job: str, fence: int, *, pid: int = 0) -> None:
    """Append a line; it is on the disk when this returns."""
    line = Line(what, name, pid or os.getpid(), job, fence, time.time())
    descriptor = os.open(_file(folder), os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.write(descriptor, json.dumps(asdict(line)).encode() + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_lines(folder: Path) -> list[Line]:
    """All lines in the order in which they were written."""
    return list(_read(_file(folder)))


def _read(file: Path) -> Iterator[Line]:
    try:
        text = file.read_text()
    except FileNotFoundError:
        return
    for line in text.splitlines():
        yield Line(**json.loads(line))


def _file(folder: Path) -> Path:
    return folder / "lines.jsonl"
