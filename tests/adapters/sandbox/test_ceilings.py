from __future__ import annotations

import os
import subprocess
import time

from autofix.adapters.sandbox.ceilings import FolderCeiling, descendants, folder_bytes, private_bytes


def test_a_folders_size_follows_no_link(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "elsewhere").write_bytes(bytes(1_000_000))
    (out / "link").symlink_to(tmp_path / "elsewhere")
    (out / "file").write_bytes(bytes(50_000))
    assert 50_000 <= folder_bytes(out, 10**9) < 100_000


def test_a_folder_over_its_limit_names_disk(tmp_path):
    (tmp_path / "file").write_bytes(bytes(50_000))
    assert FolderCeiling(tmp_path, 10_000)() == "disk"
    assert FolderCeiling(tmp_path, 1_000_000)() == ""


def test_a_sparse_file_counts_by_its_length(tmp_path):
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(10**9)
    assert FolderCeiling(tmp_path, 10**6)() == "disk"


def test_descendants_include_grandchildren():
    process = subprocess.Popen(["sh", "-c", "sh -c 'echo in; sleep 20; :' ; :"], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    until = time.monotonic() + 5
    while len(below := descendants(process.pid)) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    assert len(below) >= 3 and process.pid == below[0]
    for pid in below:
        os.kill(pid, 9)
    process.communicate()


def test_private_memory_is_near_what_a_process_holds():
    assert private_bytes(os.getpid()) > 1_000_000
    assert private_bytes(2**22 + 1) == 0
