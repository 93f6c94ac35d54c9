"""Laying trees out on the disk for the sandbox to copy from."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import TracebackType

from autofix.adapters.sandbox.output_files import UnsafeOutput, read_output
from autofix.sdk.source import Source
from autofix.sdk.workspace import WorkspaceError

MAX_TREE_BYTES = 256 * 1024 * 1024
MAX_FILE_BYTES = 64 * 1024 * 1024


class Checkouts:
    """Temporary folders, removed when the context ends."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="autofix-tree-"))
        self._made = 0

    def __enter__(self) -> Checkouts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def lay_out(self, source: Source, contents: Mapping[str, bytes | None]) -> Path:
        """A new folder with the files of ``source`` and ``contents`` written over them.

        Links that stay inside the tree are kept as links, others are left out.
        Raises ``WorkspaceError`` when the tree is larger than ``MAX_TREE_BYTES``.
        """
        try:
            return self._laid_out(source, contents)
        except OSError as error:
            raise WorkspaceError(f"the tree cannot be laid out: {error.filename or ''} {error.strerror}") from None

    def _laid_out(self, source: Source, contents: Mapping[str, bytes | None]) -> Path:
        folder = self.new_folder()
        total = 0
        for path in (*source.files(), *source.local_files()):
            target = source.link_target(path)
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            if target is not None:
                if _stays_inside(path, target):
                    place.symlink_to(target)
                continue
            data = source.read_bytes(path, MAX_FILE_BYTES)
            total += len(data)
            if total > MAX_TREE_BYTES:
                raise WorkspaceError(f"the tree has more than {MAX_TREE_BYTES} bytes; it is too large to run here")
            place.write_bytes(data)
            if source.is_executable(path):
                place.chmod(0o755)
        _write(folder, contents)
        return folder

    def rewrite(self, folder: Path, contents: Mapping[str, bytes | None]) -> Path:
        """A copy of a laid-out folder with ``contents`` written over it."""
        copy = self.new_folder()
        try:
            shutil.copytree(folder, copy, symlinks=True, dirs_exist_ok=True)
            _write(copy, contents)
        except OSError as error:
            raise WorkspaceError(f"the change cannot be written: {error.filename or ''} {error.strerror}") from None
        return copy

    def digest(self, folder: Path) -> str:
        """A hash over the names, links, modes and bytes in ``folder``, which a job may have filled."""
        found = hashlib.sha256()
        for base, folders, names in sorted(os.walk(folder)):
            links = (name for name in folders if (Path(base) / name).is_symlink())
            for name in sorted((*names, *links)):
                place = Path(base) / name
                found.update(os.fsencode(place.relative_to(folder)) + b"\0")
                if place.is_symlink():
                    found.update(b"link\0" + str(place.readlink()).encode(errors="surrogateescape"))
                    continue
                mode = place.lstat().st_mode
                found.update(oct(mode).encode() + b"\0")
                # A pipe that a job left would make us wait for a writer.
                if stat.S_ISREG(mode):
                    found.update(place.read_bytes())
        return found.hexdigest()

    def new_folder(self) -> Path:
        """A new empty folder that a job may fill."""
        self._made += 1
        folder = self._folder / str(self._made)
        folder.mkdir()
        return folder

    def read(self, folder: Path, path: str, max_bytes: int) -> bytes:
        """A file that a job left in ``folder``; raises ``WorkspaceError`` for anything but a plain and bounded one."""
        try:
            return read_output(folder, path, max_bytes)
        except FileNotFoundError:
            raise WorkspaceError(f"{path} was not left by the job") from None
        except UnsafeOutput as error:
            raise WorkspaceError(str(error)) from None


def _write(folder: Path, contents: Mapping[str, bytes | None]) -> None:
    """Write, or remove for None. The folder is ours and its parents are made here, so no link is on the way."""
    for path, data in contents.items():
        place = folder / path
        if data is None:
            place.unlink(missing_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _stays_inside(path: str, target: str) -> bool:
    """Whether a link at ``path`` to ``target`` ends below the tree's root, by its text alone."""
    if target.startswith("/"):
        return False
    depth = 0
    for part in (*PurePosixPath(path).parent.parts, *PurePosixPath(target).parts):
        depth += {"..": -1, ".": 0}.get(part, 1)
        if depth < 0:
            return False
    return True
