"""What a plugin asks the engine to check against the running application."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from autofix.sdk.workspace import Application


@dataclass(frozen=True)
class Request:
    """An HTTP request sent to the application in the sandbox; ``path`` holds the query too."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@dataclass(frozen=True)
class Response:
    """What came back; ``status`` is 0 and ``error`` says why when nothing did.

    ``body`` holds at most the first 64 KiB.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    error: str = ""

    def values(self, name: str) -> tuple[str, ...]:
        """Every value of the header ``name``, whatever its case."""
        return tuple(value for key, value in self.headers if key.lower() == name.lower())


@dataclass(frozen=True)
class Observation:
    """One start of the application and the answers to a probe's requests.

    ``responses`` is empty when the application did not start; ``log`` is the
    end of what it printed.
    """

    has_started: bool
    log: str
    responses: tuple[Response, ...] = ()


class Seen(enum.Enum):
    """What an observation shows: the reported failure, none, or something else altogether."""

    REPORTED = "reported"
    PASSED = "passed"
    OTHER = "other"


@dataclass(frozen=True)
class Judgement:
    """What a probe saw, with a short sentence for people."""

    seen: Seen
    summary: str


@dataclass(frozen=True)
class Probe:
    """A check against the running application that can show the reported failure.

    The engine starts ``application``, sends ``requests`` in order and hands the
    answers to ``judge``, before and after the change, several times over.
    ``host`` is what the requests name as their host. ``port`` is the one the
    report names where that is this machine's, else None: the application must
    then really listen on it. ``needs_start`` is false for a failure that
    consists in the application not starting.
    """

    name: str
    application: Application
    requests: tuple[Request, ...]
    judge: Callable[[Observation], Judgement]
    host: str = "localhost"
    port: int | None = None
    needs_start: bool = True
