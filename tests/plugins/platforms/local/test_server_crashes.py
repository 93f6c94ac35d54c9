"""What becomes of a server that ends by itself, or never listens where it was told to."""

from __future__ import annotations

import contextlib
import json

import pytest

from autofix.sdk.platform import PlatformError, State
from plugins.platforms.local.processes import marked


def test_a_crash_before_it_takes_connections_is_failed_with_the_end_of_its_log(
    start_keeper, platform, target, make_artifact, folder
):
    start_keeper()
    platform.place(
        target, "one", make_artifact(program="print('about to fail', flush=True)\nraise RuntimeError('no database')")
    )
    with pytest.raises(PlatformError, match="exit code 1 before it took connections") as caught:
        platform.start(target, "one", 30)
    assert "about to fail" in caught.value.log
    assert "RuntimeError: no database" in caught.value.log
    (status,) = platform.releases(target)
    assert status.state is State.FAILED
    assert "no database" in status.log
    platform.remove(target, "one")
    assert platform.releases(target) == []


def test_a_failed_release_can_be_started_again(start_keeper, platform, target, make_artifact, run_release, ask_shell):
    start_keeper()
    run_release("good")
    program = make_artifact().folder.joinpath("server.py").read_text()
    platform.place(target, "one", make_artifact(program=f"import os\nopen(os.environ['HOME'] + '/ready')\n{program}"))
    with pytest.raises(PlatformError, match="exit code 1"):
        platform.start(target, "one", 30)
    ask_shell(target, "touch $HOME/ready")
    platform.start(target, "one", 30)
    assert platform.probe(target, "one", "/", 5).is_healthy


def test_a_current_release_that_crashes_is_started_again(
    start_keeper, platform, target, run_release, get, folder, wait_for
):
    start_keeper()
    run_release("one")
    with contextlib.suppress(Exception):
        get(platform.address(target), "/crash")
    state = folder / "prj_one/production/state/one.json"
    wait_for(lambda: json.loads(state.read_text())["restarts"] == 1)
    assert get(platform.address(target)) == "one"
    assert platform.releases(target)[0].state is State.RUNNING


def test_a_release_that_is_not_current_stays_failed(start_keeper, platform, target, run_release, get, wait_for):
    start_keeper()
    run_release("one")
    run_release("two", is_current=False)
    with contextlib.suppress(Exception):
        get(platform.releases(target)[0].address, "/crash")
    wait_for(lambda: platform.releases(target)[0].state is State.FAILED)
    assert "exit code 3 while it was running" in platform.releases(target)[0].log
    assert get(platform.address(target)) == "one"


def test_a_server_that_ignores_its_port_is_told_and_ended(
    any_isolation, start_keeper, platform, target, make_artifact, folder, wait_for
):
    start_keeper("--isolation", any_isolation)
    elsewhere = make_artifact().folder.joinpath("server.py").read_text().replace('int(os.environ["PORT"])', "0")
    platform.place(target, "one", make_artifact(program=elsewhere))
    with pytest.raises(PlatformError, match=r"no connections within 3 s: it listens on port \d+, not on the port \d+"):
        platform.start(target, "one", 3)
    wait_for(lambda: not marked(str(folder)))


def test_a_command_that_is_not_there_is_named(start_keeper, platform, target, make_artifact):
    start_keeper()
    platform.place(target, "one", make_artifact(command="serve-it-all"))
    with pytest.raises(PlatformError, match="exit code 127") as caught:
        platform.start(target, "one", 30)
    assert "serve-it-all: not found" in caught.value.log


def test_another_s_listener_on_the_port_is_not_taken_for_the_release(start_keeper, platform, target, make_artifact):
    """The server reports its port to a neighbour that listens there in its place."""
    import socket
    import threading
    import time

    start_keeper()
    program = "import os, time\nprint('port', os.environ['PORT'], flush=True)\ntime.sleep(1000)"
    platform.place(target, "one", make_artifact(program=program))
    failures = []

    def start():
        try:
            platform.start(target, "one", 4)
        except PlatformError as error:
            failures.append(str(error))

    thread = threading.Thread(target=start)
    thread.start()
    while "port " not in (log := platform.releases(target)[0].log):
        time.sleep(0.05)
    with socket.create_server(("127.0.0.1", int(log.split()[1]))):
        thread.join()
    assert "it takes no connections yet" in failures[0]
