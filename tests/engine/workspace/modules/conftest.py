"""Small repositories written as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.workspace.snapshot import Snapshot


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[dict[str, str]], Snapshot]:
    """Writes files into a folder and opens it."""

    def make(files: dict[str, str]) -> Snapshot:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(text.encode())
        return Snapshot(FolderSource(tmp_path))

    return make
