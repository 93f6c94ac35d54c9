from __future__ import annotations

import subprocess

import pytest

from autofix.adapters.sandbox.cgroup import held_group
from autofix.sdk.sandbox import MIB


def test_a_group_ends_with_its_processes_and_leaves_nothing():
    with held_group(64 * MIB, 10) as group:
        if not group.folders:
            pytest.skip("no control group can be made here")
        joins = "; ".join(f"echo 0 >{name}" for name in group.join_files)
        process = subprocess.Popen(["sh", "-c", f"{joins}; echo in; exec sleep 30"], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"in\n"
    assert process.wait(5) == -9
    process.stdout.close()
    assert not any(folder.exists() for folder in group.folders)
