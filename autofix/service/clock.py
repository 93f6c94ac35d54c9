"""The clock: what has to happen every second or two, whatever the workers are busy with."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, connection

log = logging.getLogger("autofix.clock")
STOP_SECONDS = 3.0


@dataclass(frozen=True)
class Chore:
    """Something done again and again, ``seconds`` after it was last done."""

    name: str
    do: Callable[[], object]
    seconds: float


def run(chores: Sequence[Chore], stop: threading.Event) -> None:
    """Do every chore in a thread of its own, so that a long one holds up no other, until ``stop`` is set."""
    threads = [threading.Thread(target=_repeat, args=(one, stop), name=one.name, daemon=True) for one in chores]
    for thread in threads:
        thread.start()
    stop.wait()
    for thread in threads:
        # One that is still at it is ended with the process: all of them can be done again.
        thread.join(STOP_SECONDS)


def _repeat(chore: Chore, stop: threading.Event) -> None:
    while True:
        try:
            chore.do()
        except Exception as error:
            # The database may be away, which is worth a line; the next time is soon.
            is_away = isinstance(error, DatabaseError | InterfaceError)
            log.warning("%s failed: %s: %s", chore.name, type(error).__name__, error, exc_info=not is_away)
            connection.close()
        if stop.wait(chore.seconds):
            connection.close()
            return
