"""Real keepers on folders of their own, and small servers to place there. No process may be left after a test."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autofix.sdk.platform import Artifact, PlatformError, Target
from plugins.platforms.local import LocalPlatform
from plugins.platforms.local.processes import marked

REPOSITORY = Path(__file__).parents[4]
SECONDS = 30.0
SERVER = """\
import http.server, os, signal, subprocess, sys, time

class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/crash":
            os._exit(3)
        if self.path == "/slow":
            time.sleep(1.5)
        text = os.environ.get("TEXT", "hello").encode()
        if self.path.startswith("/run/"):
            import urllib.parse
            ran = subprocess.run(["/bin/sh", "-c", urllib.parse.unquote(self.path[5:])], capture_output=True)
            text = ran.stdout + ran.stderr
        self.send_response(500 if self.path == "/broken" else 302 if self.path == "/away" else 200)
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Location", "http://127.0.0.1:9/")
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *args):
        pass

class Quick(http.server.ThreadingHTTPServer):
    request_queue_size = 512

print("serving", os.environ.get("TEXT", "hello"), flush=True)
Quick(("127.0.0.1", int(os.environ["PORT"])), Server).serve_forever()
"""


class KeeperProcess:
    """One keeper; ``said`` is what it has printed."""

    def __init__(self, folder: Path, arguments: tuple[str, ...]) -> None:
        self.folder = folder
        self._printed = (folder / ".printed").open("ab+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "plugins.platforms.local.keeper", str(folder), *arguments],
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=self._printed,
            stderr=self._printed,
            start_new_session=True,
        )

    @property
    def said(self) -> str:
        return (self.folder / ".printed").read_text()

    def wait_ready(self) -> None:
        wait_for(lambda: (self.folder / "keeper.json").exists() or self.process.poll() is not None)
        assert self.process.poll() is None, self.said

    def kill(self) -> None:
        """As a machine without memory would: no handler runs."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        self.process.wait(SECONDS)
        self._printed.close()


def wait_for(is_true: Callable[[], object], seconds: float = SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


@pytest.fixture(name="wait_for")
def _wait_for() -> Callable[..., None]:
    return wait_for


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user can pass through, as uid isolation needs; nothing of it runs in the end."""
    made = Path(tempfile.mkdtemp(prefix="autofix-local-", dir="/tmp"))
    made.chmod(0o711)
    yield made
    left = marked(str(made))
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(made)
    assert not left, "processes of a release were left"


@pytest.fixture
def start_keeper(folder: Path) -> Iterator[Callable[..., KeeperProcess]]:
    started: list[KeeperProcess] = []

    def start(*arguments: str, is_ready: bool = True) -> KeeperProcess:
        keeper = KeeperProcess(folder, arguments)
        started.append(keeper)
        if is_ready:
            keeper.wait_ready()
        return keeper

    yield start
    for keeper in started:
        keeper.end()


BUBBLEWRAP = pytest.param("bubblewrap", marks=pytest.mark.needs_bwrap)


@pytest.fixture(params=[BUBBLEWRAP, "uid", "process"])
def any_isolation(request: pytest.FixtureRequest) -> str:
    """Each isolation that this user can have."""
    return _possible(request.param)


@pytest.fixture(params=[BUBBLEWRAP, "uid"])
def strong_isolation(request: pytest.FixtureRequest) -> str:
    """Each isolation that keeps a server from what is not its own."""
    return _possible(request.param)


def _possible(kind: str) -> str:
    if kind == "uid" and os.geteuid() != 0:
        pytest.skip("only root can give a server a user of its own; bubblewrap is what others have")
    return kind


@pytest.fixture
def platform(folder: Path) -> LocalPlatform:
    return LocalPlatform(folder)


@pytest.fixture
def target() -> Target:
    return Target("prj_one", "production")


@pytest.fixture
def make_artifact(tmp_path: Path) -> Callable[..., Artifact]:
    """An artifact whose server answers ``text``; ``program`` is another server's source."""
    made = iter(range(1000))

    def make(text: str = "hello", program: str = SERVER, command: str = "exec python3 server.py", **more) -> Artifact:
        tree = tmp_path / f"artifact{next(made)}"
        tree.mkdir()
        (tree / "server.py").write_text(program)
        env = {"TEXT": text, **more.pop("env", {})}
        return Artifact(tree, command, env=env, commit=f"commit-{text}", **more)

    return make


@pytest.fixture
def run_release(platform: LocalPlatform, target: Target, make_artifact: Callable[..., Artifact]) -> Callable[..., None]:
    """Place, start and switch to a release."""

    def run(release_id: str, *, is_current: bool = True, at: Target = target, **artifact) -> None:
        platform.place(at, release_id, make_artifact(**{"text": release_id, **artifact}))
        try:
            platform.start(at, release_id, SECONDS)
        except PlatformError as error:
            pytest.fail(f"{error}\n{error.log}")
        if is_current:
            platform.switch(at, release_id)

    return run


@pytest.fixture
def get() -> Callable[..., str]:
    """The body at an address; raises when there is no whole answer of status 200."""

    def ask(address: str, path: str = "/") -> str:
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=SECONDS)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read().decode()
            if answer.status != 200:
                raise ConnectionError(f"{answer.status} {body}")
            return body
        finally:
            connection.close()

    return ask


@pytest.fixture
def ask_shell(platform: LocalPlatform, get: Callable[..., str]) -> Callable[[Target, str], str]:
    """What a shell command prints when the current server of an environment runs it."""
    from urllib.parse import quote

    def ask(at: Target, command: str) -> str:
        address = platform.address(at)
        assert address is not None
        return get(address, f"/run/{quote(command, safe='')}")

    return ask
