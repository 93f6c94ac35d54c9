"""Laying a tree out: bytes, modes and inner links as they are, nothing that leads outside."""

import os

import pytest

from autofix.adapters.checkouts import Checkouts
from autofix.adapters.folder import FolderSource


@pytest.fixture
def checkouts():
    with Checkouts() as made:
        yield made


def test_bytes_modes_and_inner_links(tmp_path, checkouts):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/run").write_bytes(b"\x00\xff\r\n")
    (tmp_path / "bin/run").chmod(0o755)
    (tmp_path / "latest").symlink_to("bin/run")

    folder = checkouts.lay_out(FolderSource(tmp_path), {})

    assert (folder / "bin/run").read_bytes() == b"\x00\xff\r\n"
    assert (folder / "bin/run").stat().st_mode & 0o111
    assert (folder / "latest").readlink().as_posix() == "bin/run"


@pytest.mark.parametrize("target", ["/etc/passwd", "../outside", "a/../../outside"])
def test_links_out_are_left_out(tmp_path, checkouts, target):
    (tmp_path / "link").symlink_to(target)
    (tmp_path / "kept").write_bytes(b"")

    folder = checkouts.lay_out(FolderSource(tmp_path), {})

    assert [place.name for place in folder.iterdir()] == ["kept"]


def test_an_ignored_env_file_comes_along_for_the_application(tmp_path, checkouts):
    (tmp_path / ".gitignore").write_text(".env\n")
    (tmp_path / ".env").write_text("PORT=4000\n")

    source = FolderSource(tmp_path)

    assert source.files() == (".gitignore",)
    assert (checkouts.lay_out(source, {}) / ".env").read_text() == "PORT=4000\n"


def test_a_change_and_its_inverse_give_the_same_digest(tmp_path, checkouts):
    (tmp_path / "a").write_bytes(b"1")
    old = checkouts.lay_out(FolderSource(tmp_path), {})
    new = checkouts.rewrite(old, {"a": None, "b/c": b"2"})
    back = checkouts.rewrite(new, {"a": b"1", "b/c": None})

    assert checkouts.digest(new) != checkouts.digest(old)
    assert checkouts.digest(back) == checkouts.digest(old)


def test_folders_go_with_the_context(tmp_path):
    (tmp_path / "a").write_bytes(b"1")
    with Checkouts() as checkouts:
        folder = checkouts.lay_out(FolderSource(tmp_path), {})

    assert not folder.exists()


def test_a_name_that_is_no_text_is_hashed_like_any(checkouts):
    folders = [checkouts.new_folder() for _ in range(3)]
    for folder, name in zip(folders, (b"\xff", b"\xff", b"\xfe"), strict=True):
        (folder / os.fsdecode(name)).write_bytes(b"")

    one, same, other = map(checkouts.digest, folders)

    assert one == same != other
