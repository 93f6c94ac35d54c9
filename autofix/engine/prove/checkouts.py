"""Where trees are laid out for the sandbox; implemented by the adapters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from autofix.sdk.source import Source


class CheckoutError(Exception):
    """A tree cannot be laid out: too large, or the disk is full."""


class Checkouts(Protocol):
    """Temporary folders that hold a source's files."""

    def lay_out(self, source: Source, contents: Mapping[str, bytes | None]) -> Path:
        """A new folder with the files of ``source`` and ``contents`` written over them (None removes)."""
        ...

    def rewrite(self, folder: Path, contents: Mapping[str, bytes | None]) -> Path:
        """A copy of a laid-out folder with ``contents`` written over it."""
        ...

    def digest(self, folder: Path) -> str:
        """A hash over the names, links, modes and bytes in ``folder``."""
        ...

    def new_folder(self) -> Path:
        """A new empty folder that a job may fill."""
        ...

    def read(self, folder: Path, path: str, max_bytes: int) -> bytes:
        """A file that a job left in ``folder``; raises ``WorkspaceError`` for anything but a plain and bounded one."""
        ...
