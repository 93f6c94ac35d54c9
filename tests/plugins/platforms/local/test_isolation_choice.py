"""The isolation that a keeper chooses, and what it says when there is none."""

from __future__ import annotations

import os
import shutil

import pytest

from plugins.platforms.local.isolation import CannotIsolate, Isolation, choose_confinement
from plugins.platforms.local.tools import find_tools
from plugins.platforms.local.users import NoUser, Users, server_users

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives users of their own")


@pytest.mark.needs_bwrap
def test_bubblewrap_is_taken_where_it_works(folder):
    assert choose_confinement(folder, None).kind is Isolation.BUBBLEWRAP


def test_without_bubblewrap_root_gives_users_and_others_are_refused(folder, monkeypatch, tmp_path):
    for program in ("setpriv", "prlimit", "true"):
        (tmp_path / program).symlink_to(shutil.which(program))
    monkeypatch.setattr("plugins.platforms.local.isolation._HOST_PATH", str(tmp_path))
    if os.geteuid() == 0:
        assert choose_confinement(folder, None).kind is Isolation.UID
        return
    with pytest.raises(CannotIsolate, match="bwrap is not installed.*--isolation process"):
        choose_confinement(folder, None)


def test_the_operator_may_do_without(folder):
    assert choose_confinement(folder, Isolation.PROCESS).users is None


@as_root
def test_a_folder_that_users_cannot_reach_is_named(folder):
    folder.chmod(0o700)
    with pytest.raises(CannotIsolate, match=f"{folder} is closed to others"):
        choose_confinement(folder / "inner", Isolation.UID)
    folder.chmod(0o711)


@pytest.mark.needs_bwrap
def test_bubblewrap_needs_no_way_to_the_folder(start_keeper, folder, run_release, platform, target, get):
    folder.chmod(0o700)
    start_keeper("--isolation", "bubblewrap")
    run_release("one")
    assert get(platform.address(target)) == "one"


def test_an_interpreter_that_users_cannot_reach_is_told(monkeypatch, folder):
    closed = folder / "home/versions/bin"
    closed.mkdir(parents=True)
    for name in ("python", "python3"):
        (closed / name).touch()
    (folder / "home").chmod(0o700)
    monkeypatch.setattr("sys._base_executable", str(closed / "python3"))
    told = find_tools(folder / "links", has_private_view=False, is_other_user=True)
    assert f"{folder}/home is closed to others" in told.left_out["python"]
    assert str(closed) not in told.path
    shown = find_tools(folder / "links", has_private_view=True, is_other_user=True)
    assert closed.parent in shown.shown
    assert shown.path[0] == str(closed)


def test_users_do_not_meet_those_of_jobs_and_of_our_own_servers():
    users = server_users("         0          0 4294967295\n")
    assert users.start >= 0x7F100000
    assert users.stop < 2**31
    assert server_users("0 100000 65536\n") == range(8192, 16384)
    assert not server_users("0 1000 1\n")


def test_a_user_outside_the_range_is_refused(folder, target):
    from plugins.platforms.local.layout import environment_folder

    (folder / "uids.json").write_text('{"prj_one/production": 0}')
    with pytest.raises(NoUser, match="the user 0"):
        Users(folder / "uids.json", range(100, 200)).of(environment_folder(folder, target))


def test_the_keeper_ends_with_the_reason(folder, start_keeper):
    if os.geteuid() == 0:
        folder.chmod(0o700)
    keeper = start_keeper("--isolation", "uid", is_ready=False)
    assert keeper.process.wait(30) == 2
    assert "servers cannot be kept apart from this machine. uid: " in keeper.said
