"""No request is lost while releases change place, nor while the old one is stopped."""

from __future__ import annotations

import http.client
import threading
from collections import Counter

import pytest


class Hammer:
    """Asks without a pause from several threads, a new connection each time."""

    def __init__(self, get, address, threads=4, path="/"):
        self.answers, self.failures = Counter(), []
        self._over = threading.Event()
        self._get, self._address, self._path = get, address, path
        self._threads = [threading.Thread(target=self._ask) for _ in range(threads)]

    def _ask(self):
        while not self._over.is_set():
            try:
                self.answers[self._get(self._address, self._path)] += 1
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(repr(error))

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        for thread in self._threads:
            thread.join()


def test_no_request_fails_while_releases_are_switched(start_keeper, platform, target, run_release, get, wait_for):
    start_keeper()
    run_release("one")
    run_release("two", is_current=False)
    with Hammer(get, platform.address(target)) as hammer:
        for number in range(40):
            platform.switch(target, ("two", "one")[number % 2])
            before = hammer.answers.total()
            wait_for(lambda before=before: hammer.answers.total() >= before + 10 or hammer.failures)

    assert hammer.failures == []
    assert hammer.answers.keys() == {"one", "two"}


@pytest.mark.parametrize("path", ["/", "/slow"])
def test_no_request_fails_while_the_old_release_is_stopped(
    start_keeper, platform, target, run_release, get, wait_for, path
):
    start_keeper()
    run_release("one")
    with Hammer(get, platform.address(target), path=path) as hammer:
        for old, new in (("one", "two"), ("two", "three")):
            wait_for(lambda old=old: hammer.answers[old] or hammer.failures)
            run_release(new)
            platform.stop(target, old, 30)
        wait_for(lambda: hammer.answers["three"] or hammer.failures)

    assert hammer.failures == []
    assert hammer.answers.keys() == {"one", "two", "three"}


def test_a_connection_that_is_kept_open_does_not_hold_the_old_release(start_keeper, platform, target, run_release):
    start_keeper()
    run_release("one")
    kept = http.client.HTTPConnection(platform.address(target).removeprefix("http://"), timeout=20)
    kept.request("GET", "/")
    assert kept.getresponse().read() == b"one"
    run_release("two")
    platform.stop(target, "one", 8)
    assert kept.sock.recv(1) == b""
    kept.close()
