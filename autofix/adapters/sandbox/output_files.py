"""Reads what an install job left in its output folder, which is not to be trusted."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

_CHUNK = 1024 * 1024


class UnsafeOutput(Exception):
    """What a job left is not a plain file of bounded size at a plain path; says which part is not."""


def read_output(folder: Path, relative: str, max_bytes: int) -> bytes:
    """Return the file ``relative`` below ``folder``, following no link on the way.

    Each part is opened below the one before it, so that a link put there
    meanwhile is met as a link. Raises ``FileNotFoundError`` when the file is
    not there and ``UnsafeOutput`` when it is anything but a plain file of at
    most ``max_bytes``.
    """
    parts = PurePosixPath(relative).parts
    if not parts or ".." in parts or parts[0] == "/":
        raise UnsafeOutput(f"{relative} is not a path below the output folder")
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts[:-1]:
            below = _open(part, relative, here, os.O_DIRECTORY)
            os.close(here)
            here = below
        # A pipe left there must not make us wait for a writer.
        file = _open(parts[-1], relative, here, os.O_NONBLOCK)
    finally:
        os.close(here)
    try:
        return _read(file, relative, max_bytes)
    finally:
        os.close(file)


def _open(part: str, relative: str, below: int, flags: int) -> int:
    try:
        return os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | flags, dir_fd=below)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnsafeOutput(f"{relative}: {part} is not a plain entry: {error.strerror}") from error


def _read(file: int, relative: str, max_bytes: int) -> bytes:
    if not stat.S_ISREG(os.fstat(file).st_mode):
        raise UnsafeOutput(f"{relative} is not a plain file")
    content = bytearray()
    while data := os.read(file, min(_CHUNK, max_bytes + 1 - len(content))):
        content += data
        if len(content) > max_bytes:
            raise UnsafeOutput(f"{relative} is larger than {max_bytes} bytes")
    return bytes(content)
