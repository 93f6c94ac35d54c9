from __future__ import annotations

import os

import pytest

from autofix.adapters.embedded.private_user import closed_to, make_private_folder, private_users, user_of
from autofix.adapters.sandbox.job_user import choose_job_user

WHOLE = "         0          0 4294967295\n"
SHORT = "         0     100000      65536\n"


@pytest.mark.parametrize("uid_map", [WHOLE, SHORT], ids=["whole", "short"])
def test_servers_and_jobs_never_share_a_user(uid_map):
    servers = private_users(uid_map)
    assert len(servers) > 10000
    assert not any(choose_job_user(uid_map) in servers for _ in range(20000))
    assert servers[0] > 10000, "people have these"


def test_ids_stay_inside_the_map():
    assert private_users(SHORT)[-1] < 65536


def test_root_alone_has_no_other_user():
    assert not private_users("         0       1000          1\n")


def test_a_folders_user_is_kept(as_root, open_folder):
    folder = open_folder / "server"
    user = user_of(folder)
    make_private_folder(folder, user)
    assert user_of(folder) == user


def test_a_group_that_a_folder_got_by_itself_is_no_user(as_root, open_folder):
    """As below a folder with the setgid bit."""
    folder = open_folder / "server"
    folder.mkdir()
    os.chown(folder, 0, 50)
    assert user_of(folder) != 50


def test_the_first_closed_folder_is_named(tmp_path):
    open_one, closed = tmp_path / "open", tmp_path / "open/closed"
    closed.mkdir(parents=True)
    for folder in (tmp_path, open_one):
        folder.chmod(0o711)
    closed.chmod(0o700)
    above = closed_to(777777, tmp_path)
    assert closed_to(777777, closed / "further") == (above or closed)
    assert closed_to(closed.stat().st_uid, closed) is None
