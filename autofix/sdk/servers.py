"""Real servers that a sandboxed job may be shown, as programs to start there itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from autofix.sdk.sandbox import Mount


class ServerMissing(Exception):
    """This machine has no such server that can be shown; says why."""


@dataclass(frozen=True)
class ServerPrograms:
    """A server's programs, and the mounts that show them to a job, read-only.

    ``folder`` is where they lie inside; it may begin with ``{root}``.
    """

    folder: str
    mounts: tuple[Mount, ...] = ()


class Servers(Protocol):
    """Knows the servers of this machine; implemented by the adapters."""

    def programs(self, name: str) -> ServerPrograms:
        """The programs of ``postgresql`` or ``redis``; raises ``ServerMissing``."""
        ...
