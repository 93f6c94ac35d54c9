"""A server attacks the files and processes of another environment and of the service."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from autofix.sdk.platform import Target

OTHER = Target("prj_two", "production")
as_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="users of their own are root's to give; others have bubblewrap, tested beside"
)


def share_one_user(folder):
    (folder / "uids.json").write_text(json.dumps({"prj_one/production": 0x7F200001, "prj_two/production": 0x7F200001}))


def read_attempts(folder, target, ask_shell):
    """What a server can read: another environment's data and settings, and the service's own data."""
    data = folder.parent / f"{folder.name}-service"
    data.mkdir(mode=0o700)
    (data / "key").write_text("key of the service")
    try:
        ask_shell(OTHER, "echo data of two > $HOME/file")
        there = folder / "prj_two/production"
        ways = (
            there / "data/file",
            there / "releases/two/release.json",
            there / "releases/two/tree/server.py",
            data / "key",
        )
        return "".join(ask_shell(target, f"cat {path}") for path in ways)
    finally:
        (data / "key").unlink()
        data.rmdir()


def test_it_reads_neither_another_environment_nor_the_service(
    strong_isolation, start_keeper, run_release, folder, target, ask_shell
):
    start_keeper("--isolation", strong_isolation)
    run_release("one")
    run_release("two", at=OTHER, env={"TOKEN": "token of two"})
    told = read_attempts(folder, target, ask_shell)
    assert told.count("Permission denied") + told.count("No such file") == 4
    for secret in ("data of two", "token of two", "import http", "key of the service"):
        assert secret not in told


@as_root
def test_with_one_user_for_both_the_other_s_files_are_read(start_keeper, run_release, folder, target, ask_shell):
    share_one_user(folder)
    start_keeper("--isolation", "uid")
    run_release("one")
    run_release("two", at=OTHER, env={"TOKEN": "token of two"})
    told = read_attempts(folder, target, ask_shell)
    assert "data of two" in told
    assert "import http" in told
    assert "key of the service" not in told


def test_without_isolation_everything_is_read(start_keeper, run_release, folder, target, ask_shell):
    start_keeper("--isolation", "process")
    run_release("one")
    run_release("two", at=OTHER, env={"TOKEN": "token of two"})
    told = read_attempts(folder, target, ask_shell)
    for secret in ("data of two", "token of two", "import http", "key of the service"):
        assert secret in told


def kill_attempt(folder, target, ask_shell):
    """Send signals to the other environment's server; tell whether it is gone."""
    pid = json.loads((folder / "prj_two/production/state/two.json").read_text())["pid"]
    (server,) = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    ask_shell(
        target,
        f"kill -9 {server}; for p in /proc/[0-9]*; do tr '\\0' ' ' < $p/environ | grep -q prj_two && kill -9 ${{p#/proc/}}; done",
    )
    return server


@as_root
@pytest.mark.parametrize(("defence", "dies"), [("uid", False), ("bubblewrap", False), ("one user for both", True)])
def test_it_kills_another_s_server_only_with_the_same_user(
    defence, dies, start_keeper, run_release, folder, target, ask_shell, wait_for
):
    if dies:
        share_one_user(folder)
    start_keeper("--isolation", "uid" if dies else defence)
    run_release("one")
    run_release("two", at=OTHER)
    server = kill_attempt(folder, target, ask_shell)
    state = folder / "prj_two/production/state/two.json"
    if dies:
        wait_for(lambda: json.loads(state.read_text())["restarts"] == 1)
    else:
        assert ask_shell(OTHER, "echo alive") == "alive\n"
        assert json.loads(state.read_text())["restarts"] == 0
        assert os.path.exists(f"/proc/{server}")


@as_root
@pytest.mark.parametrize("isolation", ["uid", "bubblewrap"])
def test_each_environment_has_a_user_of_its_own_that_stays(
    isolation, start_keeper, run_release, target, ask_shell, wait_for, platform
):
    keeper = start_keeper("--isolation", isolation)
    run_release("one")
    run_release("two", at=OTHER)
    uid = int(ask_shell(target, "id -u"))
    assert uid != int(ask_shell(OTHER, "id -u"))
    assert 0x7F200000 <= uid < 0x7FE00000
    keeper.kill()
    start_keeper("--isolation", isolation)
    wait_for(lambda: platform.releases(target)[0].address)
    assert int(ask_shell(target, "id -u")) == uid


def test_it_cannot_touch_the_files_that_the_keeper_obeys(
    strong_isolation, start_keeper, run_release, folder, target, ask_shell
):
    start_keeper("--isolation", strong_isolation)
    run_release("one")
    own = folder / "prj_one/production"
    ask_shell(
        target,
        f"touch {own}/wanted/evil {own}/state/evil {own}/evil; ln -sfn /etc {own}/current; rm -rf {own}/releases",
    )
    assert os.readlink(own / "current") == "releases/one"
    assert not list(own.rglob("evil"))
    assert (own / "releases/one/tree/server.py").exists()
