"""What killed git processes leave behind in a repository of ours, taken away."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree

ORIGIN = "autofix-origin"


def remove_leftovers(repository: Path) -> None:
    """Remove lock files and half-written objects; nobody else may be writing to ``repository``."""
    for lock in repository.glob("*.lock"):
        lock.unlink(missing_ok=True)
    # No branch can be named so (git-check-ref-format(1)), and no object is.
    for part in ("refs", "objects/info"):
        for lock in (repository / part).rglob("*.lock"):
            lock.unlink(missing_ok=True)
    for pattern in ("objects/??/tmp_obj_*", "objects/tmp_obj_*", "objects/pack/tmp_*", "objects/pack/.tmp-*"):
        for half in repository.glob(pattern):
            half.unlink(missing_ok=True)
    for folder in repository.glob("objects/tmp_objdir-*"):
        rmtree(folder, ignore_errors=True)


def is_whole(repository: Path, origin: str) -> bool:
    """Whether ``repository`` was made to the end, and for the remote ``origin``."""
    try:
        if (repository / ORIGIN).read_text() != origin:
            return False
    except (OSError, UnicodeDecodeError):
        return False
    has_folders = all((repository / name).is_dir() for name in ("objects", "refs"))
    return has_folders and all(_has_content(repository / name) for name in ("HEAD", "config"))


def _has_content(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0
