"""A process to look after, as a plain value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autofix.adapters.embedded import Launch

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
LIVED_LONG = 10.0


@dataclass(frozen=True)
class Child:
    """One process with its name in the log.

    ``prepare`` is called before each start, ``is_ready`` again and again until
    it says so; both should take less than a second. Without ``is_ready`` it
    counts as ready when it runs. A child with ``is_once`` does one thing, must
    end well, and only then the next is started. It has ``stop_seconds`` from
    its stop signal to its end.
    """

    name: str
    launch: Launch
    is_once: bool = False
    prepare: Callable[[], None] | None = None
    is_ready: Callable[[], bool] | None = None
    ready_seconds: float = 60.0
    stop_seconds: float = 10.0


def pause_before_restart(deaths: int) -> float:
    """Seconds to wait after the given number of deaths in a row; one that had lived long starts the count again."""
    return float(min(FIRST_PAUSE * 2 ** min(deaths - 1, 20), LONGEST_PAUSE))
