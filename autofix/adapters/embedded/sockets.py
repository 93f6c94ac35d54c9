"""Where a server's Unix socket lives: beside its data, or in a short folder when that path is too long.

The name of a socket may have 107 bytes (unix(7)).
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from autofix.adapters.embedded.launch import EmbeddedError

_LONGEST = 107
_RECORD = "socket-folder"


def socket_folder(folder: Path, name: str, user: int | None) -> Path:
    """Return the folder for the socket ``name`` of the server in ``folder``, made where it is missing.

    It belongs to ``user`` (nothing: to us) and is closed to everybody else.
    """
    beside = folder / "sockets"
    if len(os.fsencode(beside / name)) <= _LONGEST:
        beside.mkdir(mode=0o700, exist_ok=True)
        _give(beside, user)
        return beside
    recorded = _recorded(folder)
    if recorded is not None and _is_private(recorded, user):
        return recorded
    short = _short_folder(name)
    _give(short, user)
    (folder / _RECORD).write_text(f"{short}\n")
    return short


def find_socket(folder: Path, name: str) -> Path:
    """Return where the socket ``name`` of the server in ``folder`` is; it need not be running."""
    beside = folder / "sockets" / name
    if len(os.fsencode(beside)) <= _LONGEST:
        return beside
    recorded = _recorded(folder)
    if recorded is None:
        raise EmbeddedError(f"{folder} holds no server that was ever prepared", permanent=True)
    return recorded / name


def _recorded(folder: Path) -> Path | None:
    record = folder / _RECORD
    return Path(record.read_text().strip()) if record.is_file() else None


def _short_folder(name: str) -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    # A runtime folder is its user's alone, so it serves only when the server runs as that user.
    places = [runtime] if runtime and os.geteuid() != 0 and os.access(runtime, os.W_OK | os.X_OK) else []
    for place in (*places, tempfile.gettempdir(), "/tmp"):  # noqa: S108  the folder below it is made private
        short = Path(tempfile.mkdtemp(prefix="autofix-", dir=place))
        if len(os.fsencode(short / name)) <= _LONGEST:
            return short
        short.rmdir()
    raise EmbeddedError("no folder with a path short enough for a Unix socket; set TMPDIR to one", permanent=True)


def _is_private(folder: Path, user: int | None) -> bool:
    try:
        about = folder.lstat()
    except FileNotFoundError:
        return False
    owner = os.geteuid() if user is None else user
    return folder.is_dir() and not folder.is_symlink() and about.st_uid == owner and not about.st_mode & 0o077


def _give(folder: Path, user: int | None) -> None:
    if user is not None:
        os.chown(folder, user, user)
