"""The real sandbox, and a repair of a small repository with the build plugin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from autofix.adapters.checkouts import Checkouts
from autofix.adapters.folder import FolderSource
from autofix.adapters.packages import PackageProvider
from autofix.adapters.sandbox import open_sandbox
from autofix.engine.plugins import load_plugins
from autofix.engine.prove.prover import Bench
from autofix.engine.repair import Repair, Repairer
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot

CACHE = Path(__file__).parents[3] / ".cache" / "packages"


@pytest.fixture
def repair(tmp_path: Path) -> Iterator[Callable[[Mapping[str, str], str], Repair]]:
    """Lays the files out and has AutoFix repair what the report says."""
    sandbox = open_sandbox()
    with Checkouts() as checkouts:
        bench = Bench(sandbox, PackageProvider(sandbox, CACHE), checkouts)

        def run(files: Mapping[str, str], report: str) -> Repair:
            for path, text in files.items():
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_bytes(text.encode())
            workspace = Snapshot(FolderSource(tmp_path))
            return Repairer(load_plugins(("plugins.build",)), bench).repair(read_report(report), workspace)

        yield run
