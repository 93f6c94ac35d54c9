"""A source with a patch written over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from autofix.sdk.source import Source
from autofix.sdk.workspace import WorkspaceError


class Overlay:
    """``source`` as it would be with ``contents`` written over it; None removes a file."""

    def __init__(self, source: Source, contents: Mapping[str, bytes | None]) -> None:
        self._source = source
        self._contents = dict(contents)

    def files(self) -> Sequence[str]:
        """Every file and link, sorted."""
        kept = {path for path in self._source.files() if path not in self._contents}
        return tuple(sorted(kept | {path for path, data in self._contents.items() if data is not None}))

    def local_files(self) -> Sequence[str]:
        """Those of the source."""
        return tuple(path for path in self._source.local_files() if path not in self._contents)

    def is_ignored(self, path: str) -> bool:
        """As the source says, for what is not written over."""
        return path not in self._contents and self._source.is_ignored(path)

    def is_executable(self, path: str) -> bool:
        """As the source says; a new file is not."""
        return path in self._source.files() and self._source.is_executable(path)

    def link_target(self, path: str) -> str | None:
        """As the source says; what is written over is a file."""
        return None if path in self._contents else self._source.link_target(path)

    def read_bytes(self, path: str, max_bytes: int) -> bytes:
        """The content of a file; raises ``WorkspaceError``."""
        if path not in self._contents:
            return self._source.read_bytes(path, max_bytes)
        data = self._contents[path]
        if data is None or len(data) > max_bytes:
            raise WorkspaceError(f"{path} is gone or larger than {max_bytes} bytes")
        return data

    def installed(self, ecosystem: str, root: str) -> Path | None:
        """Those of the source."""
        return self._source.installed(ecosystem, root)
