"""Writing an offered change into the folder it was made for."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


class ApplyError(Exception):
    """The change could not be written; says which file and why. Nothing is left half done."""


def apply_patch(folder: Path, before: Mapping[str, bytes | None], after: Mapping[str, bytes | None]) -> None:
    """Write ``after`` (None removes) into ``folder``, which must still hold ``before``.

    Every file is checked first and each is replaced whole; if one cannot be, those already written
    are put back. Raises ``ApplyError``.
    """
    for path, data in before.items():
        if _current(folder, path) != data:
            raise ApplyError(f"{path} has changed since it was read; run autofix fix again")
    done: list[str] = []
    try:
        for path, data in after.items():
            _put(folder, path, data)
            done.append(path)
    except OSError as error:
        for path in done:
            with contextlib.suppress(OSError):
                _put(folder, path, before.get(path))
        raise ApplyError(f"{path} cannot be written: {error.strerror}") from None


def _current(folder: Path, path: str) -> bytes | None:
    place = folder / path
    for part in (place, *place.parents):
        if part == folder:
            break
        if part.is_symlink():
            raise ApplyError(f"{path} goes through a link")
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ApplyError(f"{path} cannot be read: {error.strerror}") from None


def _put(folder: Path, path: str, data: bytes | None) -> None:
    place = folder / path
    if data is None:
        place.unlink(missing_ok=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    mode = place.stat().st_mode & 0o7777 if place.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".autofix-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).chmod(mode)
    Path(name).replace(place)
