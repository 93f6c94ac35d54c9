"""One request to a release: what came back, within its time, no redirect followed."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("path", "status", "is_healthy"), [("/", 200, True), ("/broken", 500, False), ("/away", 302, True)]
)
def test_the_status_is_the_server_s_own(start_keeper, platform, target, run_release, path, status, is_healthy):
    start_keeper()
    run_release("one", is_current=False)
    probe = platform.probe(target, "one", path, 10)
    assert (probe.status, probe.is_healthy) == (status, is_healthy)


def test_a_slow_answer_is_cut(start_keeper, platform, target, run_release):
    start_keeper()
    run_release("one", is_current=False)
    probe = platform.probe(target, "one", "/slow", 0.3)
    assert probe.status is None
    assert "no whole answer within 0.3 s" in probe.detail


def test_an_answer_a_byte_at_a_time_is_cut(start_keeper, platform, target, run_release, make_artifact):
    start_keeper()
    drip = 'import os, socket, time\ns = socket.create_server(("127.0.0.1", int(os.environ["PORT"])))\nc = s.accept()[0]\nwhile True:\n    c.sendall(b"H")\n    time.sleep(0.1)\n'
    run_release("one", is_current=False, program=drip)
    assert platform.probe(target, "one", "/", 1).status is None


def test_a_stopped_release_and_a_path_that_is_none_are_answered(
    start_keeper, platform, target, run_release, make_artifact
):
    start_keeper()
    run_release("one")
    assert "is no path" in platform.probe(target, "one", "/ HTTP/1.1\r\nX: y", 5).detail
    platform.stop(target, "one", 30)
    assert "does not run (stopped)" in platform.probe(target, "one", "/", 5).detail
