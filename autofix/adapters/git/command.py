"""Running git on repositories that may be hostile.

A repository can name programs in its configuration (hooks, fsmonitor,
filters, transports, external diffs). Every call here switches those off on the
command line, which wins over the repository's own configuration, and reads
neither the user's nor the system's.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60

HARDENED = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.excludesFile=/dev/null",
    "core.sshCommand=false",
    "core.pager=cat",
    "core.symlinks=true",
    "core.protectHFS=true",
    "core.protectNTFS=true",
    "diff.external=",
    "protocol.allow=never",
    "submodule.recurse=false",
    "uploadpack.packObjectsHook=",
    "gc.auto=0",
    "maintenance.auto=false",
    # Ownership says nothing here: the repository is treated as hostile whoever owns it.
    "safe.directory=*",
)


class GitError(Exception):
    """git refused or failed; ``permanent`` is true when the same call cannot succeed later."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


def git_argv(arguments: Sequence[str]) -> tuple[str, ...]:
    """The whole command line for ``git ARGUMENTS``."""
    flags = [part for setting in HARDENED for part in ("-c", setting)]
    return ("git", "--no-pager", "--no-optional-locks", "--literal-pathspecs", *flags, *arguments)


def git_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """The environment git runs in: nothing of ours but the path and the few names given."""
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "LC_ALL": "C.UTF-8",
        "HOME": "/nonexistent",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "false",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        **extra,
    }


@dataclass(frozen=True)
class Finished:
    """How a call of git ended; ``stderr`` is what git said of it."""

    code: int
    stdout: bytes
    stderr: str


def call_git(
    arguments: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    inherited: Sequence[int] = (),
) -> Finished:
    """Run git in ``folder`` to its end, whatever its exit code.

    ``inherited`` are open files that git keeps open as long as it runs, so that a
    lock on one of them outlives us. Raises ``GitError`` when git cannot be run or
    takes too long.
    """
    try:
        done = subprocess.run(
            git_argv(arguments),
            cwd=folder,
            env=git_environment(environment or {}),
            input=stdin,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            pass_fds=tuple(inherited),
        )
    except FileNotFoundError:
        raise GitError("git was not found on the path; install git", permanent=True) from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git {arguments[0]} in {folder} took longer than {SECONDS} s", permanent=False) from None
    return Finished(done.returncode, done.stdout, done.stderr.decode(errors="replace").strip())


def run_git(
    arguments: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    inherited: Sequence[int] = (),
) -> bytes:
    """Run git in ``folder`` and answer its standard output; raises ``GitError``."""
    done = call_git(arguments, folder=folder, environment=environment, stdin=stdin, inherited=inherited)
    if done.code:
        raise GitError(f"git {arguments[0]} in {folder} failed: {done.stderr[-500:]}", permanent=True)
    return done.stdout
