"""Calls of git that talk to a remote: bounded in time, in what they write and in what they say."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from autofix.adapters.git.command import Finished, GitError, git_argv, git_environment
from autofix.adapters.git.remote import Remote

SECONDS = 120.0
MAX_BYTES = 2 * 1024**3
MAX_OUTPUT = 16 * 1024**2
MAX_WORDS = 500
GRACE_SECONDS = 3.0
BLOCK = 512  # what POSIX counts the limit of a file's size in

# The same call will be answered the same way. git tells it in words alone.
_FOR_GOOD = re.compile(
    r"returned error: (?:3\d\d|40[0-46]|410)|repository '[^']*' not found|Authentication failed"
    r"|could not read (?:Username|Password)|not (?:appear to be )?a git repository|dubious ownership"
    r"|mismatched algorithms|transport '[^']*' not allowed"
)


@dataclass(frozen=True)
class Bounds:
    """Limits of one call: ``seconds`` of wall-clock time, ``max_bytes`` of any one file (a pack is one file)."""

    seconds: float = SECONDS
    max_bytes: int = MAX_BYTES


def call_remote(
    remote: Remote,
    arguments: Sequence[str],
    *,
    repository: Path,
    bounds: Bounds,
    inherited: Sequence[int] = (),
) -> Finished:
    """Run ``git ARGUMENTS``, which talk to ``remote``, whatever the exit code; raises ``GitError`` past a bound."""
    settings = [part for setting in remote.settings() for part in ("-c", setting)]
    limit = ("sh", "-c", 'ulimit -f "$0" && exec "$@"', str(max(1, bounds.max_bytes // BLOCK)))
    environment = git_environment({"GIT_DIR": str(repository), **remote.environment()})
    what = f"git {arguments[0]} with {remote.address}"
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        try:
            process = subprocess.Popen(
                (*limit, *git_argv([*settings, *arguments])),
                cwd=repository,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                pass_fds=tuple(inherited),
                start_new_session=True,
            )
        except OSError as error:
            raise GitError(f"{what} could not be started: {error.strerror}", permanent=False) from None
        try:
            code = process.wait(timeout=bounds.seconds)
        except subprocess.TimeoutExpired:
            raise GitError(f"{what} took longer than {bounds.seconds:g} s", permanent=False) from None
        finally:
            _end(process)
        said = remote.without_secrets(_tail(err).decode(errors="replace"))
        if f"died of signal {int(signal.SIGXFSZ)}" in said or code == -signal.SIGXFSZ:
            raise GitError(f"{what} failed: it sends more than {bounds.max_bytes} bytes", permanent=True)
        if out.seek(0, os.SEEK_END) > MAX_OUTPUT:
            raise GitError(f"{what} failed: it answers more than {MAX_OUTPUT} bytes", permanent=True)
        out.seek(0)
        return Finished(code, out.read(), said)


def failure(remote: Remote, what: str, done: Finished) -> GitError:
    """The error for a call to ``remote`` that failed before the remote had decided anything."""
    permanent = _FOR_GOOD.search(done.stderr) is not None
    return GitError(f"{what} with {remote.address} failed: {printable(done.stderr)}", permanent=permanent)


def printable(words: str) -> str:
    """The end of what somebody else said, on one line, without anything that steers a terminal."""
    plain = "".join(character if character.isprintable() else " " for character in words)
    return " ".join(plain.split())[-MAX_WORDS:] or "it said nothing"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git and all it started, when it still runs: politely first, so that it takes its lock files away."""
    if process.poll() is not None:
        return
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=GRACE_SECONDS)


def _tail(file: IO[bytes]) -> bytes:
    file.seek(max(0, file.seek(0, os.SEEK_END) - 64 * 1024))
    return file.read()
