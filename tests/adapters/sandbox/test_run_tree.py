from __future__ import annotations

import pytest

from autofix.sdk.sandbox import Job, Mount


@pytest.fixture
def tree(tmp_path):
    folder = tmp_path / "tree"
    (folder / "api").mkdir(parents=True)
    (folder / "api" / "app.py").write_text("code")
    (folder / "secret").write_text("private")
    (folder / "secret").chmod(0o600)
    (folder / "run.sh").write_text("#!/bin/sh\necho ran")
    (folder / "run.sh").chmod(0o755)
    (folder / "link").symlink_to("api/app.py")
    (folder / "outward").symlink_to("/nowhere/at/all")
    folder.chmod(0o700)
    return folder


def test_it_is_copied_as_it_is(any_box, tree):
    script = "cat api/app.py secret; ./run.sh; readlink link outward"
    assert any_box.run(Job(argv=("sh", "-c", script), tree=tree)).stdout == (
        b"codeprivateran\napi/app.py\n/nowhere/at/all\n"
    )


def test_the_hosts_copy_is_never_changed(any_box, tree):
    script = "echo new >api/app.py && rm -r secret run.sh && touch made"
    assert any_box.run(Job(argv=("sh", "-c", script), tree=tree)).exit_code == 0
    assert (tree / "api" / "app.py").read_text() == "code"
    assert (tree / "secret").exists()
    assert not (tree / "made").exists()


def test_the_working_folder_is_below_it(any_box, tree):
    assert any_box.run(Job(argv=("cat", "app.py"), tree=tree, cwd="api")).stdout == b"code"


def test_a_mount_covers_what_the_tree_has_there(any_box, tree, tmp_path):
    (tmp_path / "deps" / "node_modules").mkdir(parents=True)
    (tmp_path / "deps" / "node_modules" / "mark").write_text("mounted")
    (tree / "node_modules").mkdir()
    (tree / "node_modules" / "mark").write_text("committed")
    mounts = (Mount(tmp_path / "deps" / "node_modules", "work/node_modules"),)
    outcome = any_box.run(Job(argv=("cat", "node_modules/mark"), tree=tree, mounts=mounts))
    assert outcome.stdout == b"mounted"
