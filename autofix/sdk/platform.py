"""Where a release runs: what a platform plugin is asked to do, and what it answers.

Every operation has a natural key (target and release id) and may be asked for again: it
looks first, and finds what an earlier, interrupted call has done already.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable


class PlatformError(Exception):
    """The platform refused or failed; says what, and what a person can do.

    ``permanent`` is true when the same call cannot succeed later. ``log`` is the end of
    what the release itself printed, where there is any.
    """

    def __init__(self, message: str, *, permanent: bool, log: str = "") -> None:
        super().__init__(message)
        self.permanent = permanent
        self.log = log


@dataclass(frozen=True)
class Target:
    """One environment of one project: at most one release of it is current."""

    project_id: str
    environment: str


@dataclass(frozen=True)
class Artifact:
    """A built release, ready to be placed.

    ``folder`` holds everything that the release needs, with no link that leads out; the platform
    copies it. ``command`` is a shell command, run in ``cwd`` (relative to the folder) with ``env``
    and nothing of the platform's own environment but what a program needs. Values of ``env`` and
    the command name the release's own folder as ``{root}``; a server can only read it. The server
    is told its port by the variables ``port_variables``, and listens on the loopback interface.
    Where a platform keeps files from one release to the next, they are below ``HOME``.
    """

    folder: Path
    command: str
    cwd: str = "."
    env: Mapping[str, str] = field(default_factory=dict)
    port_variables: tuple[str, ...] = ("PORT",)
    commit: str = ""


class State(enum.Enum):
    """What a placed release does."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    FAILED = "failed"


@dataclass(frozen=True)
class ReleaseStatus:
    """One placed release; ``address`` is where it can be probed before it is current.

    ``restarts`` counts how often it ended by itself and was started again.
    """

    release_id: str
    state: State
    is_current: bool
    address: str | None
    commit: str
    log: str
    restarts: int = 0


@dataclass(frozen=True)
class Probe:
    """The answer of one HTTP request to a release; ``status`` is None when nothing answered."""

    url: str
    status: int | None
    seconds: float
    detail: str = ""

    @property
    def is_healthy(self) -> bool:
        """Whether the release answered, and not with a server's error."""
        return self.status is not None and self.status < 500


@runtime_checkable
class Platform(Protocol):
    """Runs releases. ``seconds`` bounds one call, wall clock; every call raises ``PlatformError``."""

    name: str

    def place(self, target: Target, release_id: str, artifact: Artifact) -> None:
        """Copy the artifact to where it will run; a release that is there already stays as it is."""
        ...

    def start(self, target: Target, release_id: str, seconds: float) -> None:
        """Run the release beside the current one, and answer when it takes connections.

        One that does not in time is ended again, unless it is the current one.
        """
        ...

    def probe(self, target: Target, release_id: str, path: str, seconds: float) -> Probe:
        """Send one GET to ``path`` of a running release, current or not."""
        ...

    def switch(self, target: Target, release_id: str) -> None:
        """Make the release the current one, in one step: no request meets none or both."""
        ...

    def stop(self, target: Target, release_id: str, seconds: float) -> None:
        """End a release's processes, all of them; a release that does not run is no error."""
        ...

    def releases(self, target: Target) -> Sequence[ReleaseStatus]:
        """Every placed release, the newest first."""
        ...

    def remove(self, target: Target, release_id: str) -> None:
        """Delete a stopped release that is not current."""
        ...

    def address(self, target: Target) -> str | None:
        """The address at which the current release is reached; None while there is none."""
        ...
