from __future__ import annotations

import subprocess
import sys

import pytest

from autofix.supervisor.lock import Holder, IsHeld, hold, read_holder

HOLDER = Holder(4711, 1_800_000_000.0, "http://127.0.0.1:8000")


def test_a_folder_is_held_once(tmp_path):
    with hold(tmp_path) as lock:
        lock.introduce(HOLDER)
        with pytest.raises(IsHeld, match="process 4711 since 2027-01-.* at http://127.0.0.1:8000"), hold(tmp_path):
            pass
    with hold(tmp_path):
        pass


def test_who_has_not_said_its_name_holds_it_too(tmp_path):
    with hold(tmp_path), pytest.raises(IsHeld, match="just being started"), hold(tmp_path):
        pass


def test_a_lock_ends_with_its_holder_however_that_ends(tmp_path):
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom autofix.supervisor.lock import Holder, hold\n"
        "with hold(Path(sys.argv[1])) as lock:\n    lock.introduce(Holder(1, 2, 'x'))\n    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], timeout=60, check=False)
    assert done.returncode == -9
    assert read_holder(tmp_path) == Holder(1, 2, "x")
    with hold(tmp_path):
        assert read_holder(tmp_path) is None


def test_a_child_does_not_inherit_it(tmp_path):
    with hold(tmp_path):
        child = subprocess.Popen(["sleep", "300"], close_fds=False)
    try:
        with hold(tmp_path):
            pass
    finally:
        child.kill()
        child.wait()
