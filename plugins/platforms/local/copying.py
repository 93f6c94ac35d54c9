"""Copies an artifact's tree: plain files, folders and links that stay inside, within bounds."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from autofix.sdk.platform import PlatformError


@dataclass(frozen=True)
class Bounds:
    """The most that one release may hold: bytes, entries (files, folders and links), folders in folders."""

    most_bytes: int = 2 * 1024**3
    most_entries: int = 300_000
    most_depth: int = 100


def copy_tree(source: Path, target: Path, bounds: Bounds) -> None:
    """Copy the folder ``source`` to ``target``, which must not exist; everybody may read the copy.

    Raises ``PlatformError`` for a link that leads out, for what is no file, folder or link, and
    above ``bounds``. ``target`` may be left half made then.
    """
    try:
        size = _copy(source, target, bounds)
    except OSError as error:
        raise PlatformError(
            f"the artifact at {source} could not be copied to {target}: {error.strerror} ({error.filename})",
            permanent=False,
        ) from error
    if size > bounds.most_bytes:
        raise PlatformError(
            f"the artifact at {source} holds more than {bounds.most_bytes} bytes; leave out what the server "
            "does not need",
            permanent=True,
        )


def _copy(source: Path, target: Path, bounds: Bounds) -> int:
    entries = size = 0
    links: list[Path] = []
    _make(target)
    top = os.open(source, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        for here, folders, files, descriptor in os.fwalk(dir_fd=top):
            place = target / here
            entries += len(folders) + len(files)
            if entries > bounds.most_entries or here.count("/") > bounds.most_depth:
                raise PlatformError(
                    f"the artifact at {source} has over {bounds.most_entries} files, or folders in folders "
                    f"{bounds.most_depth} deep",
                    permanent=True,
                )
            for name in (*folders, *files):
                made = place / name
                mode = os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_mode
                if stat.S_ISLNK(mode):
                    made.symlink_to(os.readlink(name, dir_fd=descriptor))
                    links.append(made)
                elif stat.S_ISDIR(mode):
                    _make(made)
                elif stat.S_ISREG(mode):
                    size += _copy_file(name, descriptor, made)
                else:
                    raise PlatformError(
                        f"the artifact has {Path(here) / name}, which is no file, folder or link", permanent=True
                    )
                if size > bounds.most_bytes:
                    return size
    finally:
        os.close(top)
    _check_links(target, links)
    return size


def _copy_file(name: str, folder: int, made: Path) -> int:
    # Whoever swaps the file for a pipe after we looked must not make us wait for a writer.
    reading = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    with os.fdopen(reading, "rb") as source, made.open("xb") as copy:
        shutil.copyfileobj(source, copy, 1024 * 1024)
        is_program = os.fstat(reading).st_mode & 0o111
        os.fchmod(copy.fileno(), 0o755 if is_program else 0o644)
        return copy.tell()


def _make(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o755)


def _check_links(target: Path, links: list[Path]) -> None:
    """Refuse a link that leads out. The copy is judged: nobody else can change it meanwhile."""
    root = target.resolve()
    for link in links:
        leads_to = link.readlink()
        if leads_to.is_absolute() or not Path(os.path.realpath(link)).is_relative_to(root):
            raise PlatformError(
                f"the artifact's link {link.relative_to(target)} leads out of it, to {leads_to}; "
                "put a copy of the file there",
                permanent=True,
            )
