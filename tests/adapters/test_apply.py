"""Writing a change: whole or not at all, and never over somebody else's edit."""

import pytest

from autofix.adapters.apply import ApplyError, apply_patch


def test_files_are_written_created_and_removed(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"one")
    (tmp_path / "b.txt").write_bytes(b"two")
    (tmp_path / "a.txt").chmod(0o755)

    apply_patch(
        tmp_path, {"a.txt": b"one", "b.txt": b"two", "c/d.txt": None}, {"a.txt": b"1", "b.txt": None, "c/d.txt": b"new"}
    )

    assert (tmp_path / "a.txt").read_bytes() == b"1"
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o755
    assert not (tmp_path / "b.txt").exists()
    assert (tmp_path / "c/d.txt").read_bytes() == b"new"


def test_a_file_that_changed_meanwhile_is_kept(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"one")
    (tmp_path / "b.txt").write_bytes(b"edited by a person")

    with pytest.raises(ApplyError, match=r"b\.txt has changed since it was read"):
        apply_patch(tmp_path, {"a.txt": b"one", "b.txt": b"two"}, {"a.txt": b"1", "b.txt": b"2"})

    assert (tmp_path / "a.txt").read_bytes() == b"one"
    assert (tmp_path / "b.txt").read_bytes() == b"edited by a person"


def test_what_was_written_is_put_back_when_the_rest_cannot_be(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"one")
    (tmp_path / "taken").write_bytes(b"a file where a folder is needed")

    with pytest.raises(ApplyError, match="taken/b.txt cannot be"):
        apply_patch(tmp_path, {"a.txt": b"one", "taken/b.txt": None}, {"a.txt": b"1", "taken/b.txt": b"x"})

    assert (tmp_path / "a.txt").read_bytes() == b"one"


def test_nothing_is_written_through_a_link(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link").symlink_to(outside)

    with pytest.raises(ApplyError, match="goes through a link"):
        apply_patch(inside, {"link/a.txt": None}, {"link/a.txt": b"x"})

    assert list(outside.iterdir()) == []
