"""A release from its placing to its removal, under every isolation."""

from __future__ import annotations

import pytest

from autofix.sdk.platform import PlatformError, State


def states(platform, target):
    return {one.release_id: (one.state, one.is_current) for one in platform.releases(target)}


def test_a_release_is_placed_started_switched_stopped_and_removed(
    any_isolation, start_keeper, platform, target, make_artifact, get
):
    start_keeper("--isolation", any_isolation)
    platform.place(target, "one", make_artifact("first"))
    assert states(platform, target) == {"one": (State.STOPPED, False)}
    assert platform.address(target) is None

    platform.start(target, "one", 30)
    assert states(platform, target) == {"one": (State.RUNNING, False)}
    assert platform.probe(target, "one", "/", 5).status == 200

    platform.switch(target, "one")
    assert get(platform.address(target)) == "first"

    platform.place(target, "two", make_artifact("second"))
    platform.start(target, "two", 30)
    assert get(platform.address(target)) == "first"
    assert get(platform.releases(target)[0].address) == "second"
    platform.switch(target, "two")
    assert get(platform.address(target)) == "second"

    platform.stop(target, "one", 30)
    assert states(platform, target) == {"two": (State.RUNNING, True), "one": (State.STOPPED, False)}
    platform.remove(target, "one")
    assert [one.commit for one in platform.releases(target)] == ["commit-second"]
    assert platform.releases(target)[0].log == "serving second\n"


def test_every_call_may_be_repeated(start_keeper, platform, target, make_artifact, folder, get):
    start_keeper()
    platform.place(target, "one", make_artifact("first"))
    platform.place(target, "one", make_artifact("other"))
    for _ in range(2):
        platform.start(target, "one", 30)
        platform.switch(target, "one")
    pid = (folder / "prj_one/production/state/one.json").read_text()
    platform.start(target, "one", 30)
    assert (folder / "prj_one/production/state/one.json").read_text() == pid
    assert get(platform.address(target)) == "first"
    for _ in range(2):
        platform.stop(target, "one", 30)


def test_the_environment_is_the_artifact_s_alone(
    any_isolation, start_keeper, platform, target, ask_shell, run_release, monkeypatch
):
    monkeypatch.setenv("AUTOFIX_SECRET_KEY", "of the service")
    start_keeper("--isolation", any_isolation)
    run_release("one", env={"FILE": "{root}/server.py", "COLOUR": "blue"}, port_variables=("PORT", "HTTP_PORT"))

    told = dict(
        line.split("=", 1) for line in ask_shell(target, "cat /proc/$PPID/environ | tr '\\0' '\\n'").splitlines()
    )

    assert "AUTOFIX_SECRET_KEY" not in told
    assert told["COLOUR"] == "blue"
    assert told["PORT"] == told["HTTP_PORT"]
    assert told["FILE"].endswith("/releases/one/tree/server.py")
    assert told.keys() - {"PWD", "OLDPWD", "_"} == {
        *("AUTOFIX_RELEASE", "COLOUR", "FILE", "HOME", "HTTP_PORT", "LANG", "PATH", "PORT", "TEXT", "TMPDIR"),
    }


def test_data_outlives_a_release_and_the_release_s_own_files_are_read_only(
    strong_isolation, start_keeper, target, run_release, ask_shell
):
    start_keeper("--isolation", strong_isolation)
    run_release("one")
    assert ask_shell(target, "echo kept > $HOME/file; mktemp >/dev/null || echo no temporary file") == ""
    assert "server.py" in ask_shell(target, "echo x >> server.py || ls")
    assert ask_shell(target, "tail -n 1 server.py") != "x\n"
    run_release("two")
    assert (
        ask_shell(target, "cat $HOME/file; umask; readlink /proc/self/fd/0; ulimit -c") == "kept\n0077\n/dev/null\n0\n"
    )


def test_a_release_that_does_not_run_cannot_become_current(start_keeper, platform, target, make_artifact):
    start_keeper()
    platform.place(target, "one", make_artifact())
    with pytest.raises(PlatformError, match="stopped; start it first"):
        platform.switch(target, "one")


def test_an_unknown_release_is_named(platform, target):
    with pytest.raises(PlatformError, match="release one is not placed"):
        platform.start(target, "one", 1)


def test_without_a_keeper_the_message_says_how_to_start_one(platform, target, make_artifact):
    platform.place(target, "one", make_artifact())
    with pytest.raises(PlatformError, match="no keeper serves .* start one: python -m plugins.platforms.local.keeper"):
        platform.start(target, "one", 0.2)
    assert platform.releases(target)[0].state is State.STOPPED
