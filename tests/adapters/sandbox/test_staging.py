from __future__ import annotations

from pathlib import Path

import pytest

from autofix.adapters.sandbox.staging import Bind, reachable_temporary_folder, stage, staged
from autofix.sdk.sandbox import SandboxError


@pytest.fixture
def place(open_folder):
    folder = open_folder / "place"
    folder.mkdir(mode=0o755)
    return folder


def test_what_every_user_can_read_is_bound_from_where_it_is(open_folder, place):
    source = open_folder / "deps"
    source.mkdir(mode=0o755)
    assert stage([Bind(source, "/deps")], place).first == ()


def test_what_lies_below_a_private_folder_is_bound_to_a_reachable_place(open_folder, place):
    private = open_folder / "private"
    (private / "deps").mkdir(parents=True)
    (private / "deps").chmod(0o755)
    private.chmod(0o700)
    found = stage([Bind(private / "deps", "/deps")], place)
    assert found.first == ((private / "deps", place / "0"),)
    assert found.binds == (Bind(place / "0", "/deps"),)


def test_a_private_folder_is_shown_entry_by_entry(open_folder, place):
    private = open_folder / "private"
    private.mkdir(mode=0o700)
    (private / "file").touch()
    (private / "link").symlink_to("file")
    found = stage([Bind(private, "/deps")], place)
    assert found.first == ((private / "file", place / "0" / "file"),)
    assert (place / "0" / "link").readlink() == Path("file")


def test_a_private_file_is_refused_with_what_to_do(open_folder, place):
    (open_folder / "file").touch(mode=0o600)
    with pytest.raises(SandboxError, match=r"chmod o\+rX"):
        stage([Bind(open_folder / "file", "/file")], place)


def test_a_missing_source_is_named(open_folder, place):
    with pytest.raises(SandboxError, match="is missing"):
        stage([Bind(open_folder / "none", "/none")], place)


def test_nothing_is_left_afterwards(tmp_path):
    (tmp_path / "entry").mkdir()
    tmp_path.chmod(0o700)
    with staged([Bind(tmp_path, "/deps")]) as found:
        place = found.binds[0].source.parent
        assert place.parent == reachable_temporary_folder()
    assert not place.exists()
