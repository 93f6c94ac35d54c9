from __future__ import annotations

import os
import threading
import time

import pytest

from autofix.adapters.sandbox.job_user import give_folder
from autofix.adapters.sandbox.output_files import UnsafeOutput, read_output


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.write_bytes(b"host")
    return path


@pytest.mark.needs_bwrap
def test_a_planted_link_is_read_by_a_plain_read_alone(attack, open_folder, secret):
    outcome = attack.run("plant_links", "/out", secret, output=open_folder)
    assert outcome.exit_code == 0, outcome
    assert (open_folder / "package-lock.json").read_bytes() == b"host"
    assert (open_folder / "folder" / "secret").read_bytes() == b"host"
    for name in ("package-lock.json", "folder/secret", "pipe", "../secret", "/etc/hostname"):
        with pytest.raises(UnsafeOutput):
            read_output(open_folder, name, 1000)


def test_a_link_swapped_in_meanwhile_is_read_by_a_plain_read_alone(tmp_path, secret):
    out = tmp_path / "out"
    (out / "real").mkdir(parents=True)
    (out / "real" / "secret").write_bytes(b"mine")
    (out / "here").symlink_to("real")
    stop = threading.Event()

    def swap():
        while not stop.is_set():
            for target in (tmp_path, "real"):
                os.symlink(target, out / "next")
                os.replace(out / "next", out / "here")

    swapping = threading.Thread(target=swap)
    swapping.start()
    seen = set()
    try:
        until = time.monotonic() + 5
        while b"host" not in seen and time.monotonic() < until:
            seen.add((out / "here" / "secret").read_bytes())
        for _ in range(300):
            with pytest.raises(UnsafeOutput):
                read_output(out, "here/secret", 1000)
    finally:
        stop.set()
        swapping.join()
    assert b"host" in seen


def test_taking_a_folder_back_changes_no_file_a_link_points_to(tmp_path, secret, as_root):
    out = tmp_path / "out"
    out.mkdir()
    (out / "link").symlink_to(secret)
    give_folder(out, 12345, 12345)
    assert secret.stat().st_uid == 0
    assert (out / "link").lstat().st_uid == 12345
    os.chown(out / "link", 12345, 12345)
    assert secret.stat().st_uid == 12345


def test_a_file_larger_than_asked_for_is_refused(tmp_path):
    (tmp_path / "file").write_bytes(b"12345")
    assert read_output(tmp_path, "file", 5) == b"12345"
    with pytest.raises(UnsafeOutput, match="larger than 4 bytes"):
        read_output(tmp_path, "file", 4)


def test_a_missing_file_is_told_from_an_unsafe_one(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_output(tmp_path, "none", 5)
