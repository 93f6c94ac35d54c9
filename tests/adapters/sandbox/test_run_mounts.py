from __future__ import annotations

import pytest

from autofix.sdk.sandbox import Job, Mount, SandboxError


@pytest.fixture
def mount(tmp_path):
    folder = tmp_path / "deps"
    folder.mkdir()
    (folder / "file").write_text("dependency")
    return Mount(folder, "deps/python")


def test_a_mount_is_shown_below_the_root(any_box, mount):
    outcome = any_box.run(Job(argv=("cat", "{root}/deps/python/file"), mounts=(mount,)))
    assert outcome.stdout == b"dependency"


def test_a_single_file_can_be_mounted(any_box, mount):
    one = Mount(mount.source / "file", "deps/one")
    assert any_box.run(Job(argv=("cat", "{root}/deps/one"), mounts=(one,))).stdout == b"dependency"


@pytest.mark.needs_bwrap
@pytest.mark.parametrize("script", ["echo x >/deps/python/file", "touch /deps/python/new", "rm /deps/python/file"])
def test_a_mount_is_read_only(box, mount, script):
    outcome = box.run(Job(argv=("sh", "-c", script), mounts=(mount,)))
    assert outcome.exit_code != 0
    assert [entry.name for entry in mount.source.iterdir()] == ["file"]
    assert (mount.source / "file").read_text() == "dependency"


@pytest.mark.needs_bwrap
@pytest.mark.parametrize("place", ["/usr/bin/new", "/etc/hosts", "/dev/new", "/proc/sys/kernel/hostname"])
def test_the_system_is_read_only(box, place):
    assert box.run(Job(argv=("sh", "-c", f"echo x >{place}"))).exit_code != 0


@pytest.mark.needs_bwrap
def test_a_missing_source_is_said(box, tmp_path):
    with pytest.raises(SandboxError):
        box.run(Job(argv=("true",), mounts=(Mount(tmp_path / "none", "deps/x"),)))
