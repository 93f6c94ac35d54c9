"""The sessions a supervisor has started, written down so that another process can end them if it cannot.

A line has a session's id, the start time of its first process in ticks since
boot, and a name. The first line says which boot that was.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from autofix.supervisor.processes import end_session, session_members, start_time

_GRACE = 2.0


@dataclass(frozen=True)
class Session:
    """One child's session."""

    id: int
    started: int
    name: str


def write_record(path: Path, sessions: list[Session]) -> None:
    """Write down what runs now; a reader sees the old text or the new, never a half."""
    making = path.with_name(f"{path.name}.making")
    making.write_text("\n".join([boot_id(), *(f"{one.id} {one.started} {one.name}" for one in sessions)]) + "\n")
    making.replace(path)


def read_record(path: Path) -> list[Session]:
    """The sessions written down during this boot of the machine."""
    try:
        boot, *lines = path.read_text().splitlines()
        if boot != boot_id():
            return []
        return [Session(int(number), int(started), name) for number, started, name in map(_words, lines)]
    except (FileNotFoundError, ValueError):
        return []


def sweep(path: Path, grace: float = _GRACE) -> list[str]:
    """End what is left of the recorded sessions, after ``grace`` seconds to do it themselves.

    Answers the names of those that had to be ended. A number that belongs to
    another session by now is left alone.
    """
    left = _living(read_record(path))
    until = time.monotonic() + grace
    while left and time.monotonic() < until:
        time.sleep(0.05)
        left = _living(left)
    for session in left:
        end_session(session.id)
    path.unlink(missing_ok=True)
    return [session.name for session in left]


def boot_id() -> str:
    """Names this boot of the machine."""
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def _living(sessions: list[Session]) -> list[Session]:
    return [one for one in sessions if start_time(one.id) in (None, one.started) and session_members(one.id)]


def _words(line: str) -> tuple[str, str, str]:
    number, started, name = line.split(" ", 2)
    return number, started, name
