"""How much of senders' bodies one process holds at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from autofix.intake.errors import Busy

LIMIT_BYTES = 256 * 1024 * 1024


class Memory:
    """A count of bytes that is never passed: many large bodies at once are sent away, not stored in vain."""

    def __init__(self, limit: int = LIMIT_BYTES) -> None:
        self._free = limit

    @contextlib.contextmanager
    def hold(self) -> Iterator[Hold]:
        """Whatever one request adds, until it ends."""
        hold = Hold(self)
        try:
            yield hold
        finally:
            self._free += hold.size

    def take(self, size: int) -> None:
        """Count ``size`` bytes; raises ``Busy`` when that many are not free."""
        if size > self._free:
            raise Busy("too much is arriving at once; send it again in a moment")
        self._free -= size


class Hold:
    """The bytes of one request."""

    def __init__(self, memory: Memory) -> None:
        self.size = 0
        self._memory = memory

    def add(self, size: int) -> None:
        """Hold ``size`` bytes more; raises ``Busy``."""
        self._memory.take(size)
        self.size += size
