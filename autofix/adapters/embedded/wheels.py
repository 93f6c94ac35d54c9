"""Servers that come inside Python wheels. Nothing of such a wheel is imported: it is a folder with programs."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path


def wheel_folder(package: str) -> Path | None:
    """Return the folder a top-level package is installed in, or nothing when it is not."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))).resolve()


def copy_for_others(parts: list[tuple[Path, str]], target: Path) -> None:
    """Copy folders and files to their names below ``target``, readable for every user; all of it or nothing.

    A copy that is there already is left alone.
    """
    if target.exists():
        return
    making = target.with_name(f"{target.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    for source, name in parts:
        place = making / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, place, symlinks=True)
        else:
            shutil.copy2(source, place)
    for entry in (making, *making.rglob("*")):
        if not entry.is_symlink():
            entry.chmod(0o755 if entry.is_dir() or entry.stat().st_mode & 0o100 else 0o644)
    making.rename(target)
