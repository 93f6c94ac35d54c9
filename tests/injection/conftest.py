"""A model that obeys whoever writes to it, and the repository that is attacked through it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.fixtures.shop import open_shop, operator
from tests.injection.channels import Scene
from tests.injection.flow import NOTHING, Outcome, link, repair, write
from tests.simulators.model import ModelSimulator, obey

__all__ = ["open_shop", "operator"]


@pytest.fixture(scope="module")
def obeying() -> Iterator[ModelSimulator]:
    """The endpoint of a model that does what it is told by anybody."""
    with ModelSimulator(obey) as simulator:
        yield simulator


@pytest.fixture
def attack(obeying: ModelSimulator, tmp_path: Path) -> Callable[..., Outcome]:
    """Have a scene repaired: ``attack(scene, off=frozenset({"reach"}))`` does so without that gate."""
    written: list[Scene] = []

    def run(
        scene: Scene, off: frozenset[str] = NOTHING, model: ModelSimulator = obeying, *, is_run: bool = False
    ) -> Outcome:
        if scene not in written:
            write(scene, tmp_path)
            link(tmp_path)
            written.append(scene)
        return repair(scene, tmp_path, model, off, is_run=is_run)

    return run


@pytest.fixture
def hits() -> list[str]:
    """What was asked of the attacker's server."""
    return []


@pytest.fixture
def attackers_address(hits: list[str]) -> Iterator[str]:
    """A server of the attacker's, which counts who calls."""

    class Counting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_HEAD = do_OPTIONS = do_GET

        def log_message(self, *_: object) -> None:
            """Nothing: the requests are counted."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
