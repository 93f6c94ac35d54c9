"""A keeper that is killed takes its servers with it, and the next one brings back what is wanted."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from autofix.sdk.platform import State
from plugins.platforms.local.processes import marked, start_time

DAEMON = """\
import os, subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"], start_new_session=True)
"""


def test_its_servers_die_with_it(
    any_isolation, start_keeper, folder, run_release, wait_for, platform, target, make_artifact
):
    keeper = start_keeper("--isolation", any_isolation)
    run_release("one", program=DAEMON + make_artifact().folder.joinpath("server.py").read_text())
    assert len(marked(str(folder))) > 2

    keeper.kill()

    wait_for(lambda: not marked(str(folder)))
    assert platform.releases(target)[0].state is State.STOPPED
    assert platform.address(target) is None


def test_the_next_one_brings_back_what_is_wanted_at_the_same_address(
    start_keeper, platform, target, run_release, get, wait_for
):
    keeper = start_keeper()
    run_release("one")
    run_release("two")
    address = platform.address(target)
    platform.stop(target, "one", 30)
    keeper.kill()

    start_keeper()

    wait_for(lambda: platform.releases(target)[0].state is State.RUNNING)
    assert platform.address(target) == address
    assert get(address) == "two"
    assert [one.state for one in platform.releases(target)] == [State.RUNNING, State.STOPPED]


def test_what_is_asked_while_there_is_none_is_done_by_the_next(start_keeper, platform, target, run_release, wait_for):
    keeper = start_keeper()
    run_release("one")
    run_release("two", is_current=False)
    keeper.kill()

    platform.stop(target, "two", 30)
    start_keeper()

    wait_for(lambda: {one.state for one in platform.releases(target)} == {State.RUNNING, State.STOPPED})
    assert [one.release_id for one in platform.releases(target) if one.is_current] == ["one"]


def test_it_sweeps_what_an_earlier_one_has_left(start_keeper, folder, wait_for):
    left = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(1000)"],
        env={"AUTOFIX_RELEASE": f"{folder}/prj_one/production/one"},
    )
    neighbour = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(1000)"], env={"AUTOFIX_RELEASE": f"{folder}-other/x/y/z"}
    )
    try:
        start_keeper()
        assert left.wait(20) == -9
        assert neighbour.poll() is None
    finally:
        for process in (left, neighbour):
            process.kill()
            process.wait()


def test_ended_gently_it_ends_its_servers_and_the_wish_stays(
    start_keeper, platform, target, run_release, folder, wait_for
):
    keeper = start_keeper()
    run_release("one")
    keeper.process.terminate()
    assert keeper.process.wait(30) == 0
    assert not marked(str(folder))
    start_keeper()
    wait_for(lambda: platform.releases(target)[0].state is State.RUNNING)


def test_a_supervisor_that_is_killed_takes_its_server_with_it(
    any_isolation, start_keeper, folder, run_release, get, platform, target, wait_for
):
    start_keeper("--isolation", any_isolation)
    run_release("one")
    state = folder / "prj_one/production/state/one.json"
    seen = json.loads(state.read_text())
    assert start_time(seen["pid"]) == seen["start_time"]
    before = marked(str(folder))

    os.kill(seen["pid"], 9)

    wait_for(lambda: not before & marked(str(folder)))
    wait_for(lambda: json.loads(state.read_text())["restarts"] == 1)
    wait_for(lambda: platform.releases(target)[0].state is State.RUNNING)
    assert get(platform.address(target)) == "one"


def test_a_second_one_says_so_and_ends(start_keeper, folder):
    first = start_keeper()
    second = start_keeper(is_ready=False)
    assert second.process.wait(30) == 2
    assert f"another keeper serves {folder} already" in second.said
    assert first.process.poll() is None
