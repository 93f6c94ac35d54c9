"""Reading many objects through one git process."""

from __future__ import annotations

import subprocess
import threading
import weakref
from pathlib import Path

from autofix.adapters.git.command import GitError, git_argv, git_environment


class ObjectReader:
    """``git cat-file --batch`` on one repository; ends with the reader."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, oid: str) -> bytes:
        """The content of the object ``oid``; raises ``GitError`` when the repository lacks it."""
        with self._lock:
            process = self._process or self._start()
            if process.stdin is None or process.stdout is None:
                raise GitError("git cat-file has no pipes", permanent=True)
            try:
                process.stdin.write(oid.encode() + b"\n")
                process.stdin.flush()
                header = process.stdout.readline().split()
                # "OID TYPE SIZE", or "OID missing" (git-cat-file(1), BATCH OUTPUT).
                if len(header) != 3:
                    raise GitError(f"git cat-file in {self._folder} failed: it lacks the object {oid}", permanent=True)
                size = int(header[2])
                data = process.stdout.read(size + 1)
            except OSError as error:
                raise GitError(f"git cat-file in {self._folder} failed: {error.strerror}", permanent=False) from None
            if len(data) != size + 1:
                raise GitError(f"git cat-file in {self._folder} ended early", permanent=False)
            return data[:-1]

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(
                git_argv(["cat-file", "--batch"]),
                cwd=self._folder,
                env=git_environment({}),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise GitError(f"git could not be started in {self._folder}: {error.strerror}", permanent=False) from None
        self._process = process
        weakref.finalize(self, _end, process)
        return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
