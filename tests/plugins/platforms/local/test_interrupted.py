"""Either party is killed in the middle of a call: nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time

from autofix.sdk.platform import PlatformError, State
from plugins.platforms.local.processes import marked

WORKER = """\
import sys
from pathlib import Path
from autofix.sdk.platform import Artifact, Target
from plugins.platforms.local import LocalPlatform
platform, target = LocalPlatform(Path(sys.argv[1])), Target("prj_one", "production")
print("ready", flush=True)
getattr(platform, sys.argv[3])(target, "one", *([Artifact(Path(sys.argv[2]), "python3 server.py")] if sys.argv[3] == "place" else [60]))
"""


def start_worker(folder, tree, call):
    worker = subprocess.Popen([sys.executable, "-c", WORKER, str(folder), str(tree), call], stdout=subprocess.PIPE)
    worker.stdout.readline()
    worker.stdout.close()
    return worker


def test_a_worker_killed_while_it_places(platform, target, make_artifact, folder, wait_for):
    artifact = make_artifact()
    for number in range(3000):
        (artifact.folder / f"file{number}").write_bytes(b"x" * 2000)
    releases = folder / "prj_one/production/releases"
    worker = start_worker(folder, artifact.folder, "place")
    wait_for(lambda: releases.exists() and os.listdir(releases))
    worker.kill()
    worker.wait()
    assert platform.releases(target) == []

    platform.place(target, "one", artifact)

    assert os.listdir(releases) == ["one"]
    assert len(os.listdir(releases / "one/tree")) == 3001


def test_a_worker_killed_while_it_starts(start_keeper, platform, target, make_artifact, folder, wait_for):
    start_keeper()
    slow = "import time\ntime.sleep(1)\n" + make_artifact().folder.joinpath("server.py").read_text()
    platform.place(target, "one", make_artifact(program=slow))
    worker = start_worker(folder, "-", "start")
    wait_for(lambda: marked(str(folder)))
    worker.kill()
    worker.wait()

    platform.start(target, "one", 30)

    assert (folder / "prj_one/production/logs/one.log").read_text().count("serving") == 1


def test_a_keeper_killed_while_a_release_starts(start_keeper, platform, target, make_artifact, folder, wait_for):
    keeper = start_keeper()
    slow = "import time\ntime.sleep(1)\n" + make_artifact().folder.joinpath("server.py").read_text()
    platform.place(target, "one", make_artifact(program=slow))
    outcome = []
    starting = threading.Thread(target=lambda: outcome.append(platform.start(target, "one", 60)))
    starting.start()
    wait_for(lambda: marked(str(folder)))
    keeper.kill()
    time.sleep(0.3)
    start_keeper()
    starting.join()
    assert outcome == [None]
    assert platform.probe(target, "one", "/", 5).is_healthy


def test_a_keeper_killed_while_releases_are_switched(start_keeper, platform, target, run_release, get, wait_for):
    keeper = start_keeper()
    run_release("one")
    run_release("two", is_current=False)
    os.kill(keeper.process.pid, signal.SIGSTOP)
    platform.switch(target, "two")
    keeper.kill()
    start_keeper()
    wait_for(lambda: [one.state for one in platform.releases(target)] == [State.RUNNING] * 2)
    assert get(platform.address(target)) == "two"


def test_a_public_port_that_is_taken_is_told_and_opened_once_it_is_free(
    start_keeper, platform, target, run_release, get, wait_for, folder
):
    keeper = start_keeper()
    run_release("one")
    address = platform.address(target)
    keeper.kill()
    with socket.create_server(("127.0.0.1", int(address.rpartition(":")[2]))):
        keeper = start_keeper()
        wait_for(lambda: "the public port cannot be opened" in keeper.said)
    wait_for(lambda: platform.releases(target)[0].state is State.RUNNING)

    def answers():
        try:
            return get(address) == "one"
        except OSError:
            return False

    wait_for(answers)


def test_a_stopped_environment_answers_that_nothing_runs(start_keeper, platform, target, run_release):
    import http.client

    start_keeper()
    run_release("one")
    address = platform.address(target)
    platform.stop(target, "one", 30)
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)
    connection.request("GET", "/")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (503, b"no release is running.\n")
    connection.close()


def test_a_state_that_a_dead_keeper_left_is_not_believed(start_keeper, platform, target, run_release, folder):
    keeper = start_keeper()
    run_release("one")
    keeper.kill()
    try:
        platform.switch(target, "one")
        platform.start(target, "one", 0.3)
    except PlatformError as error:
        assert "no keeper serves" in str(error)
    else:
        raise AssertionError("a release of a dead keeper was taken for running")
    assert (folder / "prj_one/production/wanted/one").exists()
