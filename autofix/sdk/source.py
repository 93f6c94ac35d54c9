"""Where a workspace's bytes come from; implemented by the adapters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol


class Source(Protocol):
    """A folder or a commit. Paths are relative, with forward slashes."""

    def files(self) -> Sequence[str]:
        """Every file and link of the repository, sorted."""
        ...

    def local_files(self) -> Sequence[str]:
        """Files that are not the repository's but that the application reads, such as an ignored ``.env``."""
        ...

    def is_ignored(self, path: str) -> bool:
        """Whether ``path`` exists but is not the repository's."""
        ...

    def is_executable(self, path: str) -> bool:
        """Whether the file has the execute bit."""
        ...

    def link_target(self, path: str) -> str | None:
        """Where the link at ``path`` points, None when it is a file."""
        ...

    def read_bytes(self, path: str, max_bytes: int) -> bytes:
        """The content of a file; raises ``WorkspaceError``."""
        ...

    def installed(self, ecosystem: str, root: str) -> Path | None:
        """The folder of dependencies that stand installed beside ``root`` already, None where there is none."""
        ...
