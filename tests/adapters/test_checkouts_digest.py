"""The digest of a folder that a job has filled: links to folders count, and what is no file is not waited for."""

import os
import subprocess
import sys

import pytest

from autofix.adapters.checkouts import Checkouts


@pytest.fixture
def checkouts():
    with Checkouts() as made:
        yield made


def test_where_a_link_to_a_folder_leads_counts(checkouts):
    folder = checkouts.new_folder()
    (folder / "one").mkdir()
    (folder / "two").mkdir()
    (folder / "current").symlink_to("one")
    before = checkouts.digest(folder)
    (folder / "current").unlink()
    (folder / "current").symlink_to("two")

    assert checkouts.digest(folder) != before


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    script = (
        "import sys; from pathlib import Path; from autofix.adapters.checkouts import Checkouts\n"
        "with Checkouts() as made: print(made.digest(Path(sys.argv[1])))"
    )

    ran = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, timeout=20, check=True)

    assert len(ran.stdout.strip()) == 64
