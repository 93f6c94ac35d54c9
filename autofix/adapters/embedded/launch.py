"""How a server process is started and ended, as plain values."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from dataclasses import dataclass


class EmbeddedError(Exception):
    """A server cannot be prepared or does not start; ``permanent`` is true when trying again cannot help."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


@dataclass(frozen=True)
class Launch:
    """A process to start. Making one starts nothing.

    ``user`` is the user id, and the group id, to run as; nothing means as
    ourselves. ``stop_signal`` asks for an orderly end. ``death_signal`` is what
    the kernel sends it when the process that started it is gone. ``inherited``
    are open files of ours that it gets under the same numbers.
    """

    argv: tuple[str, ...]
    environment: Mapping[str, str]
    user: int | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGKILL
    inherited: tuple[int, ...] = ()
