from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from autofix.adapters.sandbox.process import PlainProcess
from autofix.sdk.sandbox import Job, Mount


@pytest.fixture
def temporary(monkeypatch, open_folder):
    monkeypatch.setattr(tempfile, "tempdir", str(open_folder))
    return open_folder


def test_the_root_is_removed_with_folders_a_job_had_closed(temporary):
    PlainProcess().run(Job(argv=("sh", "-c", "mkdir -p a/b && touch a/b/c && chmod 0 a/b && chmod 0 a")))
    assert list(temporary.iterdir()) == []


def test_what_was_mounted_is_not_removed_with_it(temporary, tmp_path):
    (tmp_path / "file").write_text("kept")
    PlainProcess().run(Job(argv=("true",), mounts=(Mount(Path(tmp_path), "deps/python"),)))
    assert (tmp_path / "file").read_text() == "kept"
