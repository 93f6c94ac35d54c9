"""Which lock file a person is told to bring up to date: that of the manifest that changed."""

from __future__ import annotations

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.patch import Patch
from autofix.engine.repair import stale_locks
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Candidate, Dependency


@pytest.mark.parametrize(
    ("manifest", "lock", "command"),
    [
        ("package.json", "yarn.lock", "yarn install"),
        ("pyproject.toml", "uv.lock", "uv lock"),
        ("Pipfile", "Pipfile.lock", "pipenv lock"),
        ("requirements.txt", "yarn.lock", ""),
        ("requirements.txt", "poetry.lock", ""),
        ("pyproject.toml", "package-lock.json", ""),
    ],
)
def test_the_lock_of_the_manifest_is_named_and_no_other(tmp_path, manifest, lock, command):
    for name in (manifest, lock):
        (tmp_path / name).write_text("")
    candidate = Candidate("recipe:x", "x", (), dependencies=(Dependency("pip", "tea", manifest),))
    said = stale_locks(Snapshot(FolderSource(tmp_path)), candidate, Patch(()))
    assert (f"run '{command}'" in said) if command else (said == "")
