"""What a plugin asks the engine to check: requests to the running application, or a command."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from autofix.sdk.problem import Finding
from autofix.sdk.workspace import Application, Workspace


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
    consists in the application not starting. ``is_route`` is true for a failure that consists in
    nobody serving the request: it has to answer like a path that does not exist before the
    change, and unlike one after it. ``is_guess`` is true where the failure may need something of the place it was
    reported from, such as the address of another database: that it does not show here then says nothing.
    """

    name: str
    application: Application
    requests: tuple[Request, ...]
    judge: Callable[[Observation], Judgement]
    host: str = "localhost"
    port: int | None = None
    needs_start: bool = True
    is_route: bool = False
    is_guess: bool = False


@dataclass(frozen=True)
class ContractProbe:
    """A check of the code as it is written, for a failure that shows where nothing can be run, as in a browser.

    The engine hands ``judge`` the workspace without and with the change: the failure has to be there and to be gone.
    A change that leaves it there is not offered; one that passes is still no more than plausible.
    """

    name: str
    judge: Callable[[Workspace], Judgement]


@dataclass(frozen=True)
class CommandRun:
    """One run of a command: its exit code (negative for a signal) and the end of what it printed.

    ``ended_by`` names the limit that ended it (``time``, ``memory``, ``disk``), or is empty.
    ``findings`` are what AutoFix reads in the log, as it does in a report.
    """

    exit_code: int
    log: str
    findings: tuple[Finding, ...] = ()
    ended_by: str = ""


@dataclass(frozen=True)
class CommandProbe:
    """A command that can show the reported failure: a build, a type check, a linter.

    The engine runs ``command`` by the shell in the folder ``root`` with the dependencies that the manifest there
    declares, and hands each run to ``judge``, without and with the change. ``ecosystem`` is ``npm`` or ``pip``.
    ``test`` is the repository's own test command there, or empty. ``is_guess`` is true where the report does not say
    that this command was run: that it passes without the change then says nothing. ``tools`` are distributions that
    the command needs, whether a manifest declares them or not. With ``is_install`` it is the install of the
    dependencies that failed, and ``judge`` gets what the package manager said; ``command`` is then what has to pass
    with what the change installs, or empty where there is none.
    """

    name: str
    ecosystem: str
    root: str
    command: str
    judge: Callable[[CommandRun], Judgement]
    test: str = ""
    is_guess: bool = False
    tools: tuple[str, ...] = ()
    is_install: bool = False
