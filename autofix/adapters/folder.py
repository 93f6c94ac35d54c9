"""The files of a folder on this machine, read without following any link."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

from autofix.adapters.git.listing import list_files
from autofix.sdk.workspace import WorkspaceError


class FolderSource:
    """A working folder as it stands, with or without git."""

    def __init__(self, folder: Path) -> None:
        """Raises ``GitError`` when the folder cannot be listed, ``NotADirectoryError`` when it is none."""
        if not folder.is_dir():
            raise NotADirectoryError(f"{folder} is not a folder")
        self.folder = folder.resolve()
        self._files = list_files(self.folder)
        self._known = frozenset(self._files)

    def files(self) -> tuple[str, ...]:
        """Tracked and not ignored files and links."""
        return self._files

    def local_files(self) -> tuple[str, ...]:
        """Ignored ``.env`` files beside known ones: not the repository's, but the application reads them."""
        folders = {str(Path(path).parent) for path in self._files}
        found = []
        for name in sorted(folders):
            for env in sorted((self.folder / name).glob(".env*")):
                path = env.relative_to(self.folder).as_posix()
                if path not in self._known and env.is_file() and not env.is_symlink():
                    found.append(path)
        return tuple(found)

    def is_ignored(self, path: str) -> bool:
        """Whether ``path`` exists here but is not one of the repository's files."""
        return path not in self._known and (self.folder / path).is_file()

    def is_executable(self, path: str) -> bool:
        """Whether the owner may execute the file."""
        return bool((self.folder / path).lstat().st_mode & stat.S_IXUSR)

    def link_target(self, path: str) -> str | None:
        """Where the link at ``path`` points, None when it is a file."""
        place = self.folder / path
        return str(place.readlink()) if place.is_symlink() else None

    def read_bytes(self, path: str, max_bytes: int) -> bytes:
        """The content of a file; raises ``WorkspaceError`` for links, devices, or more than ``max_bytes``."""
        descriptor = self._open(path)
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise WorkspaceError(f"{path} is not a plain file")
            if found.st_size > max_bytes:
                raise WorkspaceError(f"{path} has {found.st_size} bytes, more than the {max_bytes} AutoFix reads")
            with os.fdopen(os.dup(descriptor), "rb") as file:
                return file.read(max_bytes)
        finally:
            os.close(descriptor)

    def installed(self, ecosystem: str, root: str) -> Path | None:
        """``node_modules``, or the ``site-packages`` of a virtual environment of this Python's version."""
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        inside = {
            "npm": ("node_modules",),
            "pip": tuple(f"{name}/lib/{version}/site-packages" for name in (".venv", "venv")),
        }
        for place in inside[ecosystem]:
            found = self.folder / root / place
            if found.is_dir() and found.resolve().is_relative_to(self.folder):
                return found.resolve()
        return None

    def _open(self, path: str) -> int:
        """Open ``path`` part by part, so that no folder on the way can be a link."""
        parts = path.split("/")
        if path.startswith("/") or ".." in parts:
            raise WorkspaceError(f"{path} leaves the repository")
        current = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for part in parts[:-1]:
                inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=current)
                os.close(current)
                current = inner
            return os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=current)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.ENOTDIR):
                raise WorkspaceError(f"{path} is a link; AutoFix does not follow links") from None
            raise WorkspaceError(f"{path} cannot be read: {error.strerror}") from None
        finally:
            os.close(current)
